#include "signs.h"

#include <algorithm>
#include <array>

#include "signs_digits.h"
#include "signs_table.h"
#include "utf8.h"

namespace vish::proto {
namespace {

using signs::Kind;
using signs::Sign;

struct Range {
  char32_t first;
  char32_t last;
  std::string_view name;

  bool has(char32_t sign) const { return first <= sign && sign <= last; }
};

constexpr Range kAscii{0, 0x7F, ""};
constexpr Range kWide{0xFF01, 0xFF5E, ""};  ///< ASCII from U+0021 on
constexpr char32_t kWideOffset = 0xFF01 - 0x21;
constexpr Range kMathLetters{0x1D400, 0x1D6A3, ""};  ///< A to Z and a to z, 13 times
constexpr Range kCombiningAccents{0x300, 0x36F, ""};

/// Hidden signs by the range. A tab, LF and CR are left out: those do something.
constexpr std::array kHiddenRanges = std::to_array<Range>({{0x00, 0x08, "CONTROL"},
                                                           {0x0B, 0x0B, "LINE TABULATION"},
                                                           {0x0C, 0x0C, "FORM FEED"},
                                                           {0x0E, 0x1F, "CONTROL"},
                                                           {0x7F, 0x84, "CONTROL"},
                                                           {0x85, 0x85, "NEXT LINE"},
                                                           {0x86, 0x9F, "CONTROL"},
                                                           {0xFE00, 0xFE0F, "VARIATION SELECTOR"},
                                                           {0x1BCA0, 0x1BCA3, "SHORTHAND FORMAT"},
                                                           {0x1D173, 0x1D17A, "MUSICAL SYMBOL FORMAT"},
                                                           {0xE0000, 0xE007F, "TAG"},
                                                           {0xE0100, 0xE01EF, "VARIATION SELECTOR"}});

static_assert(std::is_sorted(signs::kSigns.begin(), signs::kSigns.end(),
                             [](const Sign& a, const Sign& b) { return a.code < b.code; }));

const Sign* find_sign(char32_t code) {
  const auto found = std::lower_bound(signs::kSigns.begin(), signs::kSigns.end(), code,
                                      [](const Sign& sign, char32_t sought) { return sign.code < sought; });
  return found != signs::kSigns.end() && found->code == code ? &*found : nullptr;
}

const Range* find_hidden_range(char32_t sign) {
  const auto found =
      std::find_if(kHiddenRanges.begin(), kHiddenRanges.end(), [sign](const Range& range) { return range.has(sign); });
  return found == kHiddenRanges.end() ? nullptr : &*found;
}

const signs::Script* find_script(char32_t sign) {
  const auto found = std::find_if(signs::kScripts.begin(), signs::kScripts.end(), [sign](const signs::Script& script) {
    return script.zero <= sign && sign < script.zero + 10;
  });
  return found == signs::kScripts.end() ? nullptr : &*found;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// The letter of an alphabet that stands in mathematical letters.
std::string math_letter(char32_t sign) {
  constexpr char32_t kLetters = 26;
  return {static_cast<char>('a' + (sign - kMathLetters.first) % kLetters)};
}

std::optional<char> below_accent(char32_t sign) {
  const auto place = sign - signs::kFirstAccented;
  if (sign < signs::kFirstAccented || place >= signs::kBelowAccent.size()) return std::nullopt;
  const char letter = signs::kBelowAccent[place];
  return letter == '?' ? std::nullopt : std::optional(letter);
}

std::string code_text(char32_t sign) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::size_t kFewestDigits = 4;
  std::string digits;
  for (char32_t rest = sign; rest > 0 || digits.size() < kFewestDigits; rest /= 16) {
    digits.insert(digits.begin(), kHex[rest % 16]);
  }
  return "U+" + digits;
}

std::string wide_name(char32_t sign) {
  const auto plain = static_cast<char>(sign - kWideOffset);
  const bool is_small = plain >= 'a' && plain <= 'z';
  if (!is_small && (plain < 'A' || plain > 'Z')) return "FULLWIDTH FORM";
  return std::string("FULLWIDTH LATIN ") + (is_small ? "SMALL" : "CAPITAL") + " LETTER " +
         static_cast<char>(is_small ? plain - 'a' + 'A' : plain);
}

std::string name_alone(char32_t sign) {
  if (const auto* found = find_sign(sign)) return std::string(found->name);
  if (const auto* range = find_hidden_range(sign)) return std::string(range->name);
  return kWide.has(sign) ? wide_name(sign) : std::string();
}

}  // namespace

bool is_hidden(char32_t sign) {
  if (sign >= ' ' && sign < 0x7F) return false;
  const auto* found = find_sign(sign);
  return found != nullptr ? found->kind == Kind::hidden : find_hidden_range(sign) != nullptr;
}

std::optional<char> same_in_ascii(char32_t sign) {
  if (kAscii.has(sign)) return static_cast<char>(sign);
  if (const auto* script = find_script(sign)) return static_cast<char>('0' + (sign - script->zero));
  if (kWide.has(sign)) return static_cast<char>(sign - kWideOffset);
  const auto* found = find_sign(sign);
  if (found == nullptr || found->kind != Kind::same) return std::nullopt;
  return found->plain.front();
}

std::optional<char> shown_digit(char32_t sign) {
  if (sign >= '0' && sign <= '9') return static_cast<char>(sign);
  if (kAscii.has(sign)) return std::nullopt;
  if (const auto* script = find_script(sign)) return static_cast<char>('0' + (sign - script->zero));
  const auto found = std::find_if(
      signs::kOrnaments.begin(), signs::kOrnaments.end(),
      [sign](const signs::Ornament& each) { return each.first <= sign && sign < each.first + each.count; });
  if (found == signs::kOrnaments.end()) return std::nullopt;
  return static_cast<char>(found->value + (sign - found->first));
}

std::optional<std::string> looks_like(char32_t sign) {
  if (const auto plain = same_in_ascii(sign)) {
    const char small = lower(*plain);
    if ((small >= 'a' && small <= 'z') || (small >= '0' && small <= '9')) return std::string{small};
    return std::nullopt;
  }
  if (kCombiningAccents.has(sign)) return std::string();
  if (kMathLetters.has(sign)) return math_letter(sign);
  if (const auto letter = below_accent(sign)) return std::string{*letter};
  const auto* found = find_sign(sign);
  if (found == nullptr || found->kind != Kind::alike) return std::nullopt;
  return std::string(found->plain);
}

std::string sign_name(char32_t sign) {
  if (const auto* script = find_script(sign)) {
    return code_text(script->zero) + " tot en met " + code_text(script->zero + 9) + " " + std::string(script->name) +
           " DIGIT";
  }
  const auto name = name_alone(sign);
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
