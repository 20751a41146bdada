#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <string_view>

#include "base/core/result.h"

namespace vish::proto {

enum class BsnError {
  pattern,   ///< not exactly nine ASCII digits
  elfproef,  ///< nine digits that are no burgerservicenummer
};

/// A burgerservicenummer that passed the elfproef; no other value can exist.
/// Never write one to a log, metric, error text, URL or file (product rule):
/// there is deliberately no stream operator.
class Bsn {
 public:
  static constexpr std::size_t kLength = 9;

  /// Accepts exactly nine digits. 000000000 fails the elfproef by rule.
  static Result<Bsn, BsnError> parse(std::string_view text);

  /// The nine digits, leading zeros included; valid as long as this object.
  std::string_view digits() const { return {digits_.data(), digits_.size()}; }

  /// Whether this is a public test number (999990000 to 999999999), the only
  /// numbers that an aansluiting in phase test stores.
  bool is_public_test_number() const { return digits().starts_with("99999"); }

  /// Whether it is public as a test number, these and the one with leading
  /// zeros (BRP API): no person has it.
  bool is_of_nobody() const { return is_public_test_number() || digits() == "000009921"; }

  auto operator<=>(const Bsn&) const = default;

 private:
  Bsn() = default;
  std::array<char, kLength> digits_{};
};

/// 9·d1+8·d2+7·d3+6·d4+5·d5+4·d6+3·d7+2·d8−1·d9 is a multiple of 11, and the
/// number is not 000000000 (Logisch ontwerp BRP). Expects nine ASCII digits.
bool passes_elfproef(std::string_view nine_digits);

/// Whether a BSN, whichever, stands in a free text: nine digits of any script
/// that pass the elfproef, in one piece or in three or more groups with the same between
/// them ("1234.56.789"), but never a part of a longer number. Two groups are
/// how cases are numbered ("2026-00417"), so they count as two numbers; an
/// OIN, a KvK number and a telephone number with its area code are none.
bool holds_some_bsn(std::string_view text);

}  // namespace vish::proto
