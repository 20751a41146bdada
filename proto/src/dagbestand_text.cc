#include "dagbestand_text.h"

#include <array>
#include <boost/nowide/utf/utf.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <utility>

namespace vish::proto::dagbestand {
namespace {

namespace utf = boost::nowide::utf;
using Utf8 = utf::utf_traits<char>;

/// Windows-1252 from 0x80 to 0x9F; 0 where it defines nothing. From 0xA0 on it equals Unicode.
constexpr std::array<char16_t, 32> kWindows1252{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// Bytes of `text` before the first that is NUL or outside ASCII.
std::size_t plain_length(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::size_t at = 0;
  for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if (((word | (word - kOnes)) & kHighBits) != 0) break;
  }
  while (at < text.size() && static_cast<signed char>(text[at]) > 0) ++at;
  return at;
}

utf::code_point from_windows1252(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value >= 0x80 && value < 0xA0 ? kWindows1252.at(value - 0x80U) : value;
}

}  // namespace

TextDecoder::Part TextDecoder::decode(std::string_view bytes) {
  if (!cut_character_.empty()) {
    joined_ = std::exchange(cut_character_, {}).append(bytes);
    bytes = joined_;
  }
  if (encoding_ == Encoding::undecided) decide(bytes);
  return encoding_ == Encoding::windows1252 ? convert(bytes) : keep_utf8(bytes);
}

TextDecoder::Part TextDecoder::finish() {
  if (cut_character_.empty()) return {};
  if (encoding_ == Encoding::utf8) return {{}, false};
  encoding_ = Encoding::windows1252;
  return decode({});
}

void TextDecoder::decide(std::string_view bytes) {
  bytes.remove_prefix(plain_length(bytes));
  if (bytes.empty() || bytes.front() == '\0') return;
  const char* at = bytes.data();
  const utf::code_point character = Utf8::decode(at, bytes.data() + bytes.size());
  if (character == utf::incomplete) return;
  encoding_ = character == utf::illegal ? Encoding::windows1252 : Encoding::utf8;
}

TextDecoder::Part TextDecoder::keep_utf8(std::string_view bytes) {
  std::size_t length = 0;
  while ((length += plain_length(bytes.substr(length))) < bytes.size()) {
    const char* at = bytes.data() + length;
    const utf::code_point character = Utf8::decode(at, bytes.data() + bytes.size());
    if (character == utf::incomplete) {
      cut_character_ = bytes.substr(length);
      break;
    }
    if (character == utf::illegal || character == 0) return {bytes.substr(0, length), false};
    length = static_cast<std::size_t>(at - bytes.data());
  }
  return {bytes.substr(0, length)};
}

TextDecoder::Part TextDecoder::convert(std::string_view bytes) {
  converted_.clear();
  while (!bytes.empty()) {
    const std::size_t plain = plain_length(bytes);
    converted_.append(bytes, 0, plain);
    bytes.remove_prefix(plain);
    if (bytes.empty()) break;
    const utf::code_point character = from_windows1252(bytes.front());
    if (character == 0) return {converted_, false};
    Utf8::encode(character, std::back_inserter(converted_));
    bytes.remove_prefix(1);
  }
  return {converted_};
}

}  // namespace vish::proto::dagbestand
