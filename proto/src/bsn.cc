#include "proto/bsn.h"

#include <algorithm>
#include <array>

namespace vish::proto {
namespace {

constexpr std::array<int, Bsn::kLength> kWeights{9, 8, 7, 6, 5, 4, 3, 2, -1};

/// What one pass over nine characters tells; the rest means nothing unless
/// all are digits.
struct Weighed {
  bool all_digits = true;
  bool all_zero = true;
  int sum = 0;
};

Weighed weigh(std::string_view nine) {
  Weighed weighed;
  for (std::size_t i = 0; i < Bsn::kLength; ++i) {
    const auto digit = static_cast<unsigned char>(nine[i] - '0');
    weighed.all_digits &= digit <= 9;
    weighed.all_zero &= digit == 0;
    weighed.sum += kWeights[i] * digit;
  }
  return weighed;
}

bool passes(const Weighed& weighed) { return weighed.sum % 11 == 0 && !weighed.all_zero; }

}  // namespace

bool passes_elfproef(std::string_view nine_digits) { return passes(weigh(nine_digits)); }

Result<Bsn, BsnError> Bsn::parse(std::string_view text) {
  if (text.size() != kLength) return BsnError::pattern;
  const Weighed weighed = weigh(text);
  if (!weighed.all_digits) return BsnError::pattern;
  if (!passes(weighed)) return BsnError::elfproef;
  Bsn bsn;
  std::copy_n(text.begin(), kLength, bsn.digits_.begin());
  return bsn;
}

}  // namespace vish::proto
