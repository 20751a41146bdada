#include "proto/bsn.h"

#include <algorithm>

namespace vish::proto {

bool passes_elfproef(std::string_view nine_digits) {
  int sum = -(nine_digits[8] - '0');
  for (int i = 0; i < 8; ++i) sum += (9 - i) * (nine_digits[static_cast<std::size_t>(i)] - '0');
  return sum % 11 == 0 && nine_digits != "000000000";
}

Result<Bsn, BsnError> Bsn::parse(std::string_view text) {
  const bool nine_digits =
      text.size() == kLength && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!nine_digits) return BsnError::pattern;
  if (!passes_elfproef(text)) return BsnError::elfproef;
  Bsn bsn;
  std::copy(text.begin(), text.end(), bsn.digits_.begin());
  return bsn;
}

}  // namespace vish::proto
