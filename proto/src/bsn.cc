#include "proto/bsn.h"

#include <algorithm>

namespace vish::proto {

bool passes_elfproef(std::string_view nine_digits) {
  int sum = -(nine_digits[8] - '0');
  for (int i = 0; i < 8; ++i) sum += (9 - i) * (nine_digits[static_cast<std::size_t>(i)] - '0');
  return sum % 11 == 0 && nine_digits != "000000000";
}

Result<Bsn, BsnError> Bsn::parse(std::string_view text) {
  if (text.size() != kLength) return BsnError::pattern;
  const auto no_digit = [](char c) { return static_cast<unsigned char>(c - '0') > 9; };
  // Counted rather than searched: nearly always there is none.
  if (std::count_if(text.begin(), text.end(), no_digit) > 0) return BsnError::pattern;
  if (!passes_elfproef(text)) return BsnError::elfproef;
  Bsn bsn;
  std::copy_n(text.begin(), kLength, bsn.digits_.begin());
  return bsn;
}

}  // namespace vish::proto
