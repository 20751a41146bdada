#include "server/data/gunzip.h"

#include <array>
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

Gunzip::Outcome Gunzip::feed(std::string_view bytes, const Sink& sink) {
  std::array<char, std::size_t{64} << 10U> piece;
  begin_.append(bytes.substr(0, kMagic.size() - begin_.size()));
  stream_.next_in = reinterpret_cast<const Bytef*>(bytes.data());
  stream_.avail_in = static_cast<uInt>(bytes.size());
  while (stream_.avail_in > 0 || stream_.avail_out == 0) {
    if (member_ended_ && is_padding()) {
      return pad({reinterpret_cast<const char*>(stream_.next_in), stream_.avail_in});
    }
    if (member_ended_ && !next_member()) return Outcome::damaged;
    stream_.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream_.avail_out = static_cast<uInt>(piece.size());
    const int status = inflate(&stream_, Z_NO_FLUSH);
    if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) return failure();
    const std::size_t length = piece.size() - stream_.avail_out;
    if (length > 0 && !sink({piece.data(), length})) return Outcome::unwanted;
    member_ended_ = status == Z_STREAM_END;
    if (status == Z_BUF_ERROR || (member_ended_ && stream_.avail_in == 0)) break;
  }
  return Outcome::more;
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
