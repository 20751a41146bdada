#include "server/data/gunzip.h"

#include <new>

namespace vish::server {
namespace {

constexpr int kGzipOnly = 15 + 16;
constexpr std::string_view kMagic = "\x1F\x8B";

}  // namespace

Gunzip::Gunzip() {
  if (inflateInit2(&stream_, kGzipOnly) != Z_OK) throw std::bad_alloc();
}

Gunzip::~Gunzip() { inflateEnd(&stream_); }

Gunzip::Outcome Gunzip::feed(std::string_view& bytes, std::size_t most, const Sink& sink) {
  begin_.append(bytes.substr(0, kMagic.size() - begin_.size()));
  stream_.next_in = reinterpret_cast<const Bytef*>(bytes.data());
  stream_.avail_in = static_cast<uInt>(bytes.size());
  const auto outcome = unpack(most, sink);
  bytes.remove_prefix(outcome == Outcome::full ? bytes.size() - stream_.avail_in : bytes.size());
  return outcome;
}

Gunzip::Outcome Gunzip::unpack(std::size_t most, const Sink& sink) {
  const auto enough = made_ + most;
  while (stream_.avail_in > 0 || stream_.avail_out == 0) {
    if (member_ended_ && is_padding()) {
      return pad({reinterpret_cast<const char*>(stream_.next_in), stream_.avail_in});
    }
    if (member_ended_ && !next_member()) return Outcome::damaged;
    int status = Z_OK;
    const auto outcome = unpack_piece(status, sink);
    if (outcome != Outcome::more) return outcome;
    member_ended_ = status == Z_STREAM_END;
    if (status == Z_BUF_ERROR || (member_ended_ && stream_.avail_in == 0)) break;
    if (made_ >= enough) return Outcome::full;
  }
  return Outcome::more;
}

Gunzip::Outcome Gunzip::unpack_piece(int& status, const Sink& sink) {
  const auto before = stream_.avail_in;
  stream_.next_out = reinterpret_cast<Bytef*>(piece_.data());
  stream_.avail_out = static_cast<uInt>(piece_.size());
  status = inflate(&stream_, Z_NO_FLUSH);
  if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) return failure();
  taken_ += before - stream_.avail_in;
  const std::size_t length = piece_.size() - stream_.avail_out;
  made_ += length;
  if (length > 0 && !sink({piece_.data(), length})) return Outcome::unwanted;
  return is_swollen() ? Outcome::swollen : Outcome::more;
}

Gunzip::Outcome Gunzip::failure() const { return begin_ == kMagic ? Outcome::damaged : Outcome::no_gzip; }

bool Gunzip::is_padding() const { return padded_ || (stream_.avail_in > 0 && *stream_.next_in == 0); }

/// Begins the next member when there are more bytes.
bool Gunzip::next_member() {
  if (stream_.avail_in == 0) return true;
  member_ended_ = false;
  return inflateReset(&stream_) == Z_OK;
}

/// Zeros after the last member are no part of it; tapes and some archivers add them.
Gunzip::Outcome Gunzip::pad(std::string_view rest) {
  padded_ = true;
  return rest.find_first_not_of('\0') == std::string_view::npos ? Outcome::more : Outcome::damaged;
}

}  // namespace vish::server
