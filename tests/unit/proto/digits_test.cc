#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <vector>

#include "proto/terms/bsn.h"
#include "proto/terms/bsn_in_text.h"
#include "proto/terms/hidden_signs.h"
#include "support/code_points.h"
#include "unit/proto/dagbestand_reading.h"

using vish::proto::Bsn;
using vish::proto::holds_bsn;
using vish::proto::holds_possible_bsn;
using vish::proto::holds_some_bsn;
using vish::test::each_code_point;
using vish::test::in_utf8;

namespace {

/// Where ten decimal digits begin: general category Nd of Unicode 17.
constexpr std::array<char32_t, 77> kZeros{
    0x30,    0x660,   0x6F0,   0x7C0,   0x966,   0x9E6,   0xA66,   0xAE6,   0xB66,   0xBE6,   0xC66,   0xCE6,   0xD66,
    0xDE6,   0xE50,   0xED0,   0xF20,   0x1040,  0x1090,  0x17E0,  0x1810,  0x1946,  0x19D0,  0x1A80,  0x1A90,  0x1B50,
    0x1BB0,  0x1C40,  0x1C50,  0xA620,  0xA8D0,  0xA900,  0xA9D0,  0xA9F0,  0xAA50,  0xABF0,  0xFF10,  0x104A0, 0x10D30,
    0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730,
    0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50, 0x11DA0, 0x11DE0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70,
    0x1CCF0, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0};

/// Digits that are no decimal digits: raised, lowered, in circles, with a full stop or brackets, of scripts without a
/// zero. The first shows `value`, the next ones those after it.
struct Others {
  char32_t first;
  char value;
  char32_t count;
};
constexpr std::array kOthers = std::to_array<Others>(
    {{0xB2, '2', 2},    {0xB9, '1', 1},    {0x1369, '1', 9},   {0x19DA, '1', 1},  {0x2070, '0', 1},  {0x2074, '4', 6},
     {0x2080, '0', 10}, {0x2460, '1', 9},  {0x2474, '1', 9},   {0x2488, '1', 9},  {0x24EA, '0', 1},  {0x24F5, '1', 9},
     {0x24FF, '0', 1},  {0x2776, '1', 9},  {0x2780, '1', 9},   {0x278A, '1', 9},  {0x10A40, '1', 4}, {0x10E60, '1', 9},
     {0x11052, '1', 9}, {0x1F100, '0', 1}, {0x1F101, '0', 10}, {0x1F10B, '0', 1}, {0x1F10C, '0', 1}});

std::optional<char> listed_digit(char32_t code) {
  for (const auto zero : kZeros) {
    if (zero <= code && code < zero + 10) return static_cast<char>('0' + (code - zero));
  }
  for (const auto& each : kOthers) {
    if (each.first <= code && code < each.first + each.count)
      return static_cast<char>(each.value + (code - each.first));
  }
  return std::nullopt;
}

/// One BSN for each last digit.
std::vector<Bsn> bsns_by_last_digit() {
  std::vector<Bsn> bsns;
  for (int last = 0; last < 10; ++last) {
    std::optional<Bsn> found;
    for (int start = 99'999'001; !found; ++start) {
      if (const auto bsn = Bsn::parse(std::to_string(start) + std::to_string(last))) found = *bsn;
    }
    bsns.push_back(*found);
  }
  return bsns;
}

std::string in_digits_from(char32_t zero, std::string_view digits) {
  std::string text;
  for (const char digit : digits) text += in_utf8(zero + static_cast<char32_t>(digit - '0'));
  return text;
}

}  // namespace

TEST_CASE("Of all characters those count as a digit of a BSN that show one, with its value") {
  const auto bsns = bsns_by_last_digit();
  const auto other = *Bsn::parse("999990408");
  std::vector<std::string> wrong;
  each_code_point([&](char32_t code) {
    const auto sign = in_utf8(code);
    const auto digit = listed_digit(code);
    // Another digit among those of a BSN makes it another number.
    bool right = holds_bsn("999990" + sign + "408", other) == !digit.has_value();
    for (std::size_t last = 0; last < bsns.size() && digit; ++last) {
      const auto text = std::string(bsns[last].digits().substr(0, 8)) + sign;
      right = right && holds_bsn(text, bsns[last]) == (static_cast<char>('0' + last) == *digit);
    }
    if (!right) wrong.push_back(std::to_string(static_cast<unsigned>(code)));
  });
  CHECK(wrong == std::vector<std::string>{});
}

TEST_CASE("A BSN in the decimal digits of any script is found in a text") {
  for (const auto zero : kZeros) {
    for (const std::string digits : {"999990408", "123456782"}) {
      const auto written = in_digits_from(zero, digits);
      CAPTURE(written, digits);
      CHECK(holds_bsn("zaak " + written + "-A", *Bsn::parse(digits)));
      CHECK(holds_possible_bsn(written));
      CHECK(holds_some_bsn(written));
    }
  }
}

TEST_CASE("Signs that nobody sees hide no BSN") {
  for (const char32_t hidden : {0x180F, 0x2065, 0xFFF5, 0xE0080, 0xE0FFF, 0x1D159, 0x16FE4, 0x1343F}) {
    std::string written;
    for (const char digit : std::string("999990408")) written += digit + in_utf8(hidden);
    CAPTURE(written);
    CHECK(holds_bsn(written, *Bsn::parse("999990408")));
    CHECK(vish::proto::possible_bsns(written).alone);
    CHECK(holds_some_bsn(written));
  }
}

TEST_CASE("A row in the digits of any script is read as that in ASCII") {
  using vish::proto::test::read;
  for (const auto zero : kZeros) {
    if (zero == '0') continue;
    const auto of = [zero](std::string_view digits) { return in_digits_from(zero, digits); };
    const auto row = of("999990408") + ";" + of("2026") + "-" + of("01") + "-" + of("15") + ";nazorg";
    CAPTURE(row);
    const auto reading = read("bsn;startdatum;fase\n" + row + "\n");
    CHECK(reading.events.back() == "rij 2 999990408 2026-01-15 nazorg [] -");
  }
}
