#include "proto/terms/hidden_signs.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "support/code_points.h"

using vish::proto::find_hidden;
using vish::proto::sign_name;
using vish::test::each_code_point;
using vish::test::in_utf8;

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

/// Default_Ignorable_Code_Point, general category Cf (both of Unicode 17), Cc but for tab, LF and CR, and what is blank
/// besides: the separators of lines and paragraphs, Braille, hieroglyphs, Khitan and music; signs of private use, the
/// stand-in for an object, and the joiner of Tifinagh. Noncharacters besides.
constexpr std::array kHidden = std::to_array<Range>(
    {{0x00, 0x08},       {0x0B, 0x0C},       {0x0E, 0x1F},       {0x7F, 0x9F},       {0xAD, 0xAD},
     {0x34F, 0x34F},     {0x600, 0x605},     {0x61C, 0x61C},     {0x6DD, 0x6DD},     {0x70F, 0x70F},
     {0x890, 0x891},     {0x8E2, 0x8E2},     {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F},
     {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F},   {0x2800, 0x2800},   {0x2D7F, 0x2D7F},
     {0xE000, 0xF8FF},   {0xFDD0, 0xFDEF},   {0x3164, 0x3164},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
     {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFC},   {0x110BD, 0x110BD}, {0x110CD, 0x110CD}, {0x13430, 0x1343F},
     {0x16FE4, 0x16FE4}, {0x1BCA0, 0x1BCA3}, {0x1D159, 0x1D159}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
     {0xF0000, 0x10FFFF}});

bool is_listed(char32_t code) {
  constexpr char32_t kNoncharacter = 0xFFFE;
  return (code & kNoncharacter) == kNoncharacter ||
         std::any_of(kHidden.begin(), kHidden.end(),
                     [code](const Range& range) { return range.first <= code && code <= range.last; });
}

}  // namespace

TEST_CASE("Of all characters those are hidden that Unicode says are not displayed or only steer others") {
  std::vector<std::string> wrong;
  each_code_point([&](char32_t code) {
    if (find_hidden(in_utf8(code)).has_value() != is_listed(code)) wrong.push_back(sign_name(code));
  });
  CHECK(wrong == std::vector<std::string>{});
}

TEST_CASE("A sign that nobody sees is found in a text and named as Unicode does") {
  struct Example {
    std::string text;
    std::string name;
  };
  const auto example = GENERATE(values<Example>({
      {"a\u200Bb", "U+200B ZERO WIDTH SPACE"},
      {"a\u202Eb", "U+202E RIGHT-TO-LEFT OVERRIDE"},
      {"\u2066b", "U+2066 LEFT-TO-RIGHT ISOLATE"},
      {"b\u200F", "U+200F RIGHT-TO-LEFT MARK"},
      {"\uFEFF", "U+FEFF ZERO WIDTH NO-BREAK SPACE"},
      {"soft\u00ADhyphen", "U+00AD SOFT HYPHEN"},
      {"\u3164", "U+3164 HANGUL FILLER"},
      {"a\x1F", "U+001F INFORMATION SEPARATOR ONE"},
      {"a\vb", "U+000B LINE TABULATION"},
      {"a\f", "U+000C FORM FEED"},
      {"\u0085", "U+0085 NEXT LINE"},
      {"a\uFE0F", "U+FE0F VARIATION SELECTOR-16"},
      {"\u180F", "U+180F MONGOLIAN FREE VARIATION SELECTOR FOUR"},
      {"\u2065", "U+2065"},
      {"\U0001D159", "U+1D159 MUSICAL SYMBOL NULL NOTEHEAD"},
      {"\U000E0041", "U+E0000 tot en met U+E007F TAG"},
  }));
  CAPTURE(example.name);
  const auto found = find_hidden(example.text);
  REQUIRE(found.has_value());
  CHECK(sign_name(*found) == example.name);
}

TEST_CASE("What people see is not hidden") {
  const std::string text =
      GENERATE("", "Gemeente 's-Hertogenbosch", "Caf\u00e9 M\u00fcller \u20ac", "a\u00a0b", "re\u0301sume\u0301",
               "\u0416\u0443\u043a", "\u5e02", "\u2013", "a\tb", "\U0001F600");
  CHECK_FALSE(find_hidden(text));
}

TEST_CASE("The name of a digit does not tell which digit it is") {
  CHECK(sign_name(0xFF13) == "U+FF10 tot en met U+FF19 FULLWIDTH DIGIT");
  CHECK(sign_name(0xFF17) == sign_name(0xFF13));
  CHECK(sign_name(0x10D49) == "U+10D40 tot en met U+10D49 DIGIT");
  CHECK(sign_name(0x2468) == sign_name(0x00B2));
  CHECK(sign_name(0xE0039) == sign_name(0xE0031));
}
