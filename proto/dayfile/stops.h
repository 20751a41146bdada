#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace vish::proto::dagbestand {

static_assert(std::endian::native == std::endian::little, "Stops counts the bytes of a word from its low end");

/// Finds the delimiters, quotes and control characters (LF among them) of a text in order. It takes eight bytes at a
/// time, because a row has many of them close together and a search for each would be slow. The text must outlive the
/// object.
class Stops {
 public:
  Stops(std::string_view text, char delimiter)
      : text_(text), delimiters_(kOnes * static_cast<unsigned char>(delimiter)) {
    load();
  }

  /// Returns the place of the next stop, or the length of the text.
  std::size_t next() {
    while (found_ == 0) {
      word_at_ += sizeof found_;
      if (word_at_ >= text_.size()) return text_.size();
      load();
    }
    const std::size_t place = word_at_ + static_cast<std::size_t>(std::countr_zero(found_)) / 8;
    found_ &= found_ - 1;
    return place;
  }

 private:
  static constexpr std::uint64_t kOnes = 0x0101010101010101;
  static constexpr std::uint64_t kLowBits = 0x7F * kOnes;

  /// Returns the high bit of each zero byte, and no other bit.
  static std::uint64_t zeros(std::uint64_t word) { return ~(((word & kLowBits) + kLowBits) | word | kLowBits); }
  /// Returns the high bit of each byte below the space, and no other bit.
  static std::uint64_t controls(std::uint64_t word) {
    constexpr std::uint64_t kUpToSpace = (0x80 - ' ') * kOnes;
    return ~(((word & kLowBits) + kUpToSpace) | word | kLowBits);
  }

  void load() {
    std::uint64_t word = kOnes * ' ';
    std::memcpy(&word, text_.data() + word_at_, std::min(sizeof word, text_.size() - word_at_));
    found_ = zeros(word ^ delimiters_) | zeros(word ^ (kOnes * '"')) | controls(word);
  }

  std::string_view text_;
  std::uint64_t delimiters_;
  std::size_t word_at_ = 0;
  std::uint64_t found_ = 0;  ///< a bit for each stop in the word that next() has not returned yet
};

}  // namespace vish::proto::dagbestand
