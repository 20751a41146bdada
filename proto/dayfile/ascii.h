#pragma once

#include <algorithm>
#include <string_view>

namespace vish::proto::dagbestand {

// Unlike <cctype>, these do not depend on the locale.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr bool is_letter(char c) { return to_lower(c) >= 'a' && to_lower(c) <= 'z'; }
inline bool equal_ignoring_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return to_lower(a) == to_lower(b); });
}
/// Whether a byte belongs to a character outside ASCII.
constexpr bool is_high(char c) { return static_cast<signed char>(c) < 0; }
/// Whether a character is visible ASCII or a space.
constexpr bool is_plain(char c) { return static_cast<unsigned char>(c) - 0x20U <= 0x7EU - 0x20U; }
/// Ctrl-Z; DOS and its successors end a file with it.
inline constexpr char kEndMark = '\x1A';
/// The only characters of a blank line; a report begins each page with a form feed.
inline constexpr std::string_view kBlank = " \r\f\x1A";
/// The no-break space in UTF-8, which Excel and web pages write for a space.
inline constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
/// Whether a byte of UTF-8 is a later byte of its character.
constexpr bool is_trail_byte(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace vish::proto::dagbestand
