#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <string_view>

#include "base/core/result.h"

namespace vish::proto {

/// Why a text is no BSN.
enum class BsnError {
  pattern,   ///< not exactly nine ASCII digits
  elfproef,  ///< nine digits that fail the elfproef
};

/// A burgerservicenummer that passed the elfproef; no other value exists. No code writes a Bsn to a log, metric, error
/// text, URL or file (product rule), so a Bsn has no stream operator.
class Bsn {
 public:
  static constexpr std::size_t kLength = 9;

  /// Reads exactly nine digits. 000000000 fails the elfproef by rule.
  static Result<Bsn, BsnError> parse(std::string_view text);

  /// Returns the nine digits with leading zeros; valid as long as this object.
  std::string_view digits() const { return {digits_.data(), digits_.size()}; }

  /// Whether this is a public test number (999990000 to 999999999). An aansluiting in phase test stores no other
  /// number.
  bool is_public_test_number() const { return digits().starts_with("99999"); }

  /// Whether no person has this number: a public test number, or 000009921, the test number of the BRP API that has
  /// leading zeros.
  bool is_of_nobody() const { return is_public_test_number() || digits() == "000009921"; }

  auto operator<=>(const Bsn&) const = default;

 private:
  Bsn() = default;
  std::array<char, kLength> digits_{};
};

/// Whether 9·d1+8·d2+7·d3+6·d4+5·d5+4·d6+3·d7+2·d8−1·d9 is a multiple of 11 and the number is not 000000000 (Logisch
/// ontwerp BRP). The caller passes nine ASCII digits.
bool passes_elfproef(std::string_view nine_digits);

/// Whether a free text holds a BSN: nine digits of any script that pass the elfproef, in one group or in three or more
/// groups with the same separator ("1234.56.789"), and never a part of a longer number. Two groups are two numbers,
/// because cases are numbered so ("2026-00417"). An OIN, a KvK number and a telephone number with its area code are no
/// BSN.
bool holds_some_bsn(std::string_view text);

}  // namespace vish::proto
