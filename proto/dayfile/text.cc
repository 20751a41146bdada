#include "proto/dayfile/text.h"

#include <algorithm>
#include <array>
#include <boost/nowide/utf/utf.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <utility>

#include "proto/dayfile/ascii.h"

namespace vish::proto::dagbestand {
namespace {

namespace utf = boost::nowide::utf;
using Utf8 = utf::utf_traits<char>;
using Utf16 = utf::utf_traits<char16_t>;

constexpr std::string_view kGzip = "\x1F\x8B";

/// A byte order mark and its encoding.
struct Mark {
  std::string_view bytes;
  Tekenset tekenset;
};
constexpr std::array kMarks{Mark{"\xFF\xFE", Tekenset::utf16le}, Mark{"\xFE\xFF", Tekenset::utf16be},
                            Mark{"\xEF\xBB\xBF", Tekenset::utf8}};

struct Charset {
  std::string_view naam;
  Tekenset tekenset;
};
constexpr std::array kCharsets{
    Charset{"utf-8", Tekenset::utf8},
    Charset{"utf8", Tekenset::utf8},
    Charset{"windows-1252", Tekenset::windows1252},
    Charset{"cp1252", Tekenset::windows1252},
    Charset{"x-cp1252", Tekenset::windows1252},
    Charset{"iso-8859-1", Tekenset::windows1252},
    Charset{"iso8859-1", Tekenset::windows1252},
    Charset{"iso_8859-1", Tekenset::windows1252},
    Charset{"latin1", Tekenset::windows1252},
    Charset{"us-ascii", Tekenset::windows1252},
    Charset{"ascii", Tekenset::windows1252},
    Charset{"iso-8859-15", Tekenset::iso8859_15},
    Charset{"iso8859-15", Tekenset::iso8859_15},
    Charset{"iso_8859-15", Tekenset::iso8859_15},
    Charset{"latin-9", Tekenset::iso8859_15},
    Charset{"utf-16", Tekenset::utf16},
    Charset{"utf-16le", Tekenset::utf16le},
    Charset{"utf-16be", Tekenset::utf16be},
};

/// Whether this is a LF that is one byte out of step, as where a program put a CR byte before a LF of UTF-16; no
/// character has these numbers.
bool is_lf_out_of_step(utf::code_point character) { return character == 0x0A00 || character == 0x0A0D; }

/// Windows-1252 from 0x80 to 0x9F, with 0 for an undefined byte. From 0xA0 on Windows-1252 equals Unicode.
constexpr std::array<char16_t, 32> kWindows1252{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// Counts the bytes before the first NUL or byte outside ASCII.
std::size_t plain_length(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::size_t at = 0;
  for (std::array<std::uint64_t, 4> words{}; at + sizeof words <= text.size(); at += sizeof words) {
    std::memcpy(words.data(), text.data() + at, sizeof words);
    std::uint64_t special = 0;
    for (const std::uint64_t word : words) special |= word | (word - kOnes);
    if ((special & kHighBits) != 0) break;
  }
  while (at < text.size() && static_cast<signed char>(text[at]) > 0) ++at;
  return at;
}

utf::code_point from_windows1252(unsigned char byte) {
  return byte >= 0x80 && byte < 0xA0 ? kWindows1252.at(byte - 0x80U) : byte;
}

/// Returns the code point of a byte; ISO 8859-15 equals Unicode but for eight signs.
utf::code_point from_iso8859_15(unsigned char byte) {
  switch (byte) {
    case 0xA4:
      return 0x20AC;
    case 0xA6:
      return 0x0160;
    case 0xA8:
      return 0x0161;
    case 0xB4:
      return 0x017D;
    case 0xB8:
      return 0x017E;
    case 0xBC:
      return 0x0152;
    case 0xBD:
      return 0x0153;
    case 0xBE:
      return 0x0178;
    default:
      return byte;
  }
}

char16_t utf16_unit(std::string_view bytes, bool little_endian) {
  const auto first = static_cast<unsigned char>(bytes[0]);
  const auto second = static_cast<unsigned char>(bytes[1]);
  return static_cast<char16_t>(little_endian ? second << 8U | first : first << 8U | second);
}

}  // namespace

TextDecoder::TextDecoder(std::optional<Tekenset> tekenset) : encoding_(tekenset) {}

TextDecoder::Part TextDecoder::decode(std::string_view bytes) {
  if (!cut_character_.empty()) {
    joined_ = std::exchange(cut_character_, {}).append(bytes);
    bytes = joined_;
  }
  if (at_start_) {
    if (waits_for_mark(bytes)) {
      cut_character_ = bytes;
      return {};
    }
    if (const auto trouble = begin(bytes); trouble != Trouble::none) return {{}, trouble};
  }
  if (!encoding_) decide(bytes);
  if (!encoding_ || encoding_ == Tekenset::utf8) return keep_utf8(bytes);
  const bool one_byte_each = encoding_ == Tekenset::windows1252 || encoding_ == Tekenset::iso8859_15;
  return one_byte_each ? convert(bytes) : convert_utf16(bytes);
}

TextDecoder::Part TextDecoder::finish() {
  if (cut_character_.empty()) return {};
  if (encoding_) return {{}, Trouble::unreadable};
  at_start_ = false;
  encoding_ = Tekenset::windows1252;
  return decode({});
}

/// Whether the first bytes of the file may be the beginning of a mark.
bool TextDecoder::waits_for_mark(std::string_view bytes) const {
  const auto may_become = [bytes](std::string_view mark) {
    return bytes.size() < mark.size() && mark.starts_with(bytes);
  };
  return may_become(kGzip) ||
         std::any_of(kMarks.begin(), kMarks.end(), [&](const Mark& mark) { return may_become(mark.bytes); });
}

/// Looks for a byte order mark, once, and compares it with the encoding that the sender named.
TextDecoder::Trouble TextDecoder::begin(std::string_view bytes) {
  at_start_ = false;
  if (bytes.starts_with(kGzip)) return Trouble::gzip;
  const auto* const mark =
      std::find_if(kMarks.begin(), kMarks.end(), [bytes](const Mark& each) { return bytes.starts_with(each.bytes); });
  if (mark == kMarks.end()) return encoding_ == Tekenset::utf16 ? Trouble::unreadable : Trouble::none;
  if (!agrees(mark->tekenset)) return Trouble::unreadable;
  encoding_ = mark->tekenset;
  return Trouble::none;
}

bool TextDecoder::agrees(Tekenset marked) const {
  if (!encoding_ || encoding_ == marked) return true;
  return encoding_ == Tekenset::utf16 && marked != Tekenset::utf8;
}

void TextDecoder::decide(std::string_view bytes) {
  bytes.remove_prefix(plain_length(bytes));
  if (bytes.empty() || bytes.front() == '\0') return;
  const char* at = bytes.data();
  const utf::code_point character = Utf8::decode(at, bytes.data() + bytes.size());
  if (character == utf::incomplete) return;
  encoding_ = character == utf::illegal ? Tekenset::windows1252 : Tekenset::utf8;
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
    if (character == utf::illegal || character == 0) return {bytes.substr(0, length), Trouble::unreadable};
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
    const auto byte = static_cast<unsigned char>(bytes.front());
    const auto character = encoding_ == Tekenset::iso8859_15 ? from_iso8859_15(byte) : from_windows1252(byte);
    if (character == 0) return {converted_, Trouble::unreadable};
    Utf8::encode(character, std::back_inserter(converted_));
    bytes.remove_prefix(1);
  }
  return {converted_};
}

TextDecoder::Part TextDecoder::convert_utf16(std::string_view bytes) {
  const bool little_endian = encoding_ == Tekenset::utf16le;
  converted_.clear();
  while (bytes.size() >= 2) {
    std::size_t length = 2;
    utf::code_point character = utf16_unit(bytes, little_endian);
    if (Utf16::is_first_surrogate(static_cast<char16_t>(character))) {
      length = 4;
      if (bytes.size() < length) break;
      const char16_t second = utf16_unit(bytes.substr(2), little_endian);
      if (!Utf16::is_second_surrogate(second)) return {converted_, Trouble::unreadable};
      character = Utf16::combine_surrogate(static_cast<char16_t>(character), second);
    } else if (character == 0 || is_lf_out_of_step(character) ||
               Utf16::is_second_surrogate(static_cast<char16_t>(character))) {
      return {converted_, Trouble::unreadable};
    }
    Utf8::encode(character, std::back_inserter(converted_));
    bytes.remove_prefix(length);
  }
  cut_character_ = bytes;
  return {converted_};
}

}  // namespace vish::proto::dagbestand

namespace vish::proto {

std::optional<Tekenset> parse_tekenset(std::string_view naam) {
  const auto& charsets = dagbestand::kCharsets;
  const auto* const found = std::find_if(charsets.begin(), charsets.end(), [naam](const auto& each) {
    return dagbestand::equal_ignoring_case(each.naam, naam);
  });
  if (found == charsets.end()) return std::nullopt;
  return found->tekenset;
}

}  // namespace vish::proto
