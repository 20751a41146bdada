#pragma once

// zlib takes constant input with this.
#define ZLIB_CONST
#include <zlib.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace vish::server {

/// Undoes gzip as bytes stream in, also of several members and with zeros after the last member; never holds more than
/// one piece of the result.
class Gunzip {
 public:
  /// Receives a piece of the result; returns false when it wants no more.
  using Sink = std::function<bool(std::string_view)>;

  Gunzip();
  ~Gunzip();
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;

  /// The outcome of one call of feed().
  enum class Outcome {
    more,  ///< all bytes are taken
    full,  ///< the bytes hold more of the result: to be called again with what is left of them
    unwanted,
    damaged,
    no_gzip,  ///< the bytes do not even begin as gzip
    swollen,  ///< the result is more than kUnsuspectedBytes, and more than kMostTimes as large as the bytes
  };
  /// A spreadsheet writes a million empty rows, and a padded column is a thousand spaces: some tens of megabytes of
  /// that pack to nothing, and no more.
  static constexpr std::uint64_t kUnsuspectedBytes = std::uint64_t{32} << 20U;
  static constexpr std::uint64_t kMostTimes = 500;

  /// Takes bytes off the front of `bytes` until they end or about `most` bytes of the result came of them.
  Outcome feed(std::string_view& bytes, std::size_t most, const Sink& sink);
  /// Whether any bytes came.
  bool begun() const { return !begin_.empty(); }
  /// Whether the bytes so far end where a member ends.
  bool complete() const { return member_ended_; }

 private:
  Outcome unpack(std::size_t most, const Sink& sink);
  Outcome unpack_piece(int& status, const Sink& sink);
  bool is_swollen() const { return made_ > kUnsuspectedBytes && made_ / kMostTimes > taken_; }
  Outcome failure() const;
  bool is_padding() const;
  bool next_member();
  Outcome pad(std::string_view rest);

  z_stream stream_{};
  std::array<char, std::size_t{64} << 10U> piece_{};
  std::uint64_t taken_ = 0;
  std::uint64_t made_ = 0;
  std::string begin_;  ///< the first two bytes
  bool member_ended_ = false;
  bool padded_ = false;
};

}  // namespace vish::server
