#include "proto/terms/signs.h"

#include <unictype.h>
#include <uniname.h>

#include <algorithm>
#include <array>

#include "base/core/utf8.h"

namespace vish::proto {
namespace {

struct Range {
  char32_t first;
  char32_t last;

  bool has(char32_t sign) const { return first <= sign && sign <= last; }
};

constexpr Range kAscii{0, 0x7F};
constexpr Range kControls{0x80, 0x9F};
constexpr char32_t kSoftHyphen = 0xAD;
/// Below this sign only the control characters and the soft hyphen are hidden.
constexpr char32_t kFirstCombining = 0x300;
constexpr Range kWide{0xFF01, 0xFF5E};  ///< ASCII from U+0021 on
constexpr char32_t kWideOffset = 0xFF01 - 0x21;
constexpr Range kTags{0xE0000, 0xE007F};  ///< invisible copies of ASCII

/// Blank signs, signs without a meaning of their own (private use, noncharacters, stand-ins for objects), and format
/// characters that libunistring 1.0 does not know yet.
constexpr std::array kOtherHidden = std::to_array<Range>({{0xE000, 0xF8FF},      // private use
                                                          {0xFDD0, 0xFDEF},      // noncharacters
                                                          {0xFFF9, 0xFFFC},      // INTERLINEAR ANNOTATION, OBJECT
                                                          {0xF0000, 0x10FFFF},   // private use
                                                          {0x2D7F, 0x2D7F},      // TIFINAGH CONSONANT JOINER
                                                          {0x2800, 0x2800},      // BRAILLE PATTERN BLANK
                                                          {0x13430, 0x1343F},    // joiners of Egyptian hieroglyphs
                                                          {0x16FE4, 0x16FE4},    // KHITAN SMALL SCRIPT FILLER
                                                          {0x1D159, 0x1D159}});  // MUSICAL SYMBOL NULL NOTEHEAD

/// The zeros of the scripts that Unicode 15 to 17 added; libunistring 1.0 knows version 14.
constexpr std::array<char32_t, 11> kLaterZeros{0x10D40, 0x116D0, 0x116DA, 0x11BF0, 0x11DE0, 0x11F50,
                                               0x16130, 0x16D70, 0x1CCF0, 0x1E4F0, 0x1E5F1};
/// The zeros in a circle that go with the digits of U+2780 and U+278A; Unicode does not call them digits.
constexpr Range kCircledZeros{0x1F10B, 0x1F10C};

/// Signs that mean the same as a sign of ASCII. Spaces, dashes and digits are not listed: their Unicode properties
/// tell.
struct Same {
  Range range;
  char plain;
};
constexpr std::array kSame = std::to_array<Same>({{{0x00AB, 0x00AB}, '"'},
                                                  {{0x00B4, 0x00B4}, '\''},
                                                  {{0x00BB, 0x00BB}, '"'},
                                                  {{0x02BC, 0x02BC}, '\''},
                                                  {{0x2018, 0x201B}, '\''},
                                                  {{0x201C, 0x201F}, '"'},
                                                  {{0x2024, 0x2024}, '.'},
                                                  {{0x2032, 0x2032}, '\''},
                                                  {{0x2033, 0x2033}, '"'},
                                                  {{0x2039, 0x203A}, '\''},
                                                  {{0x2043, 0x2043}, '-'}});

bool has_category(char32_t sign, std::uint32_t categories) {
  return uc_is_general_category_withtable(sign, categories);
}

std::optional<char> as_digit(int value) {
  return value < 0 ? std::nullopt : std::optional(static_cast<char>('0' + value));
}

/// Returns the decimal digit that a sign is. In every script the ten digits stand in order.
std::optional<char> decimal_digit(char32_t sign) {
  if (const auto known = as_digit(uc_decimal_value(sign))) return known;
  const auto* const zero = std::find_if(kLaterZeros.begin(), kLaterZeros.end(),
                                        [sign](char32_t each) { return each <= sign && sign - each < 10; });
  return zero == kLaterZeros.end() ? std::nullopt : as_digit(static_cast<int>(sign - *zero));
}

std::string code_text(char32_t sign) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::size_t kFewestHexDigits = 4;
  std::string digits;
  for (char32_t rest = sign; rest > 0 || digits.size() < kFewestHexDigits; rest /= 16) {
    digits.insert(digits.begin(), kHex[rest % 16]);
  }
  return "U+" + digits;
}

std::string range_text(Range range) { return code_text(range.first) + " tot en met " + code_text(range.last); }

std::string control_name(char32_t sign) {
  switch (sign) {
    case 0x0B:
      return "LINE TABULATION";
    case 0x0C:
      return "FORM FEED";
    case 0x1F:
      return "INFORMATION SEPARATOR ONE";
    case 0x85:
      return "NEXT LINE";
    default:
      return "CONTROL";
  }
}

/// Names the ten digits of a script with their range, by the name of the zero.
std::string script_name(char32_t sign, char digit) {
  constexpr std::string_view kZero = " ZERO";
  const auto zero = sign - static_cast<char32_t>(digit - '0');
  auto name = unicode_name(zero);
  if (name.ends_with(kZero)) name.resize(name.size() - kZero.size());
  return range_text({zero, zero + 9}) + " " + (name.empty() ? "DIGIT" : name);
}

}  // namespace

std::string unicode_name(char32_t sign) {
  std::array<char, UNINAME_MAX> name{};
  const char* const found = unicode_character_name(sign, name.data());
  return found == nullptr ? std::string() : std::string(found);
}

bool is_hidden(char32_t sign) {
  if (kAscii.has(sign)) return sign == 0x7F || (sign < ' ' && sign != '\t' && sign != '\n' && sign != '\r');
  if (sign < kFirstCombining) return kControls.has(sign) || sign == kSoftHyphen;
  constexpr char32_t kNoncharacter = 0xFFFE;
  return (sign & kNoncharacter) == kNoncharacter || uc_is_property_default_ignorable_code_point(sign) ||
         has_category(sign, UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp) ||
         std::any_of(kOtherHidden.begin(), kOtherHidden.end(), [sign](Range range) { return range.has(sign); });
}

bool is_letter_of_any_script(char32_t sign) { return has_category(sign, UC_CATEGORY_MASK_L); }

std::optional<char> same_in_ascii(char32_t sign) {
  if (kAscii.has(sign)) return static_cast<char>(sign);
  if (const auto digit = decimal_digit(sign)) return digit;
  if (kWide.has(sign)) return static_cast<char>(sign - kWideOffset);
  if (has_category(sign, UC_CATEGORY_MASK_Zs)) return ' ';
  if (uc_is_property_dash(sign)) return '-';
  const auto* const found =
      std::find_if(kSame.begin(), kSame.end(), [sign](const Same& same) { return same.range.has(sign); });
  return found == kSame.end() ? std::nullopt : std::optional(found->plain);
}

std::optional<char> shown_digit(char32_t sign) {
  if (kAscii.has(sign)) return sign >= '0' && sign <= '9' ? std::optional(static_cast<char>(sign)) : std::nullopt;
  if (const auto digit = as_digit(uc_digit_value(sign))) return digit;
  return kCircledZeros.has(sign) ? '0' : decimal_digit(sign);
}

std::string sign_name(char32_t sign) {
  if (kTags.has(sign)) return range_text(kTags) + " TAG";
  if (const auto digit = decimal_digit(sign)) return script_name(sign, *digit);
  if (shown_digit(sign)) return "een cijfer in een andere vorm";
  const bool is_control = sign < ' ' || sign == 0x7F || kControls.has(sign);
  const auto name = is_control ? control_name(sign) : unicode_name(sign);
  return code_text(sign) + (name.empty() ? "" : " " + name);
}

std::optional<char32_t> find_hidden(std::string_view text) {
  while (!text.empty()) {
    const char32_t sign = take_character(text);
    if (is_hidden(sign)) return sign;
  }
  return std::nullopt;
}

}  // namespace vish::proto
