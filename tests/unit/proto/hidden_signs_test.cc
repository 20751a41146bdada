#include "proto/hidden_signs.h"

#include <catch2/catch.hpp>

using vish::proto::find_hidden;
using vish::proto::sign_name;

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
      {"a\uFE0F", "U+FE0F VARIATION SELECTOR"},
      {"\U000E0041", "U+E0041 TAG"},
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
}
