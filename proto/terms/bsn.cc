#include "proto/terms/bsn.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "base/core/utf8.h"
#include "proto/terms/signs.h"

namespace vish::proto {
namespace {

constexpr std::array<int, Bsn::kLength> kWeights{9, 8, 7, 6, 5, 4, 3, 2, -1};

/// Holds what one pass over nine characters finds; `all_zero` and `sum` are meaningless unless all characters are
/// digits.
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

/// A run of digits, and the text between the run before it and this one.
struct Group {
  std::string_view separator;
  std::string_view digits;
};

std::vector<Group> groups_of(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789";
  std::vector<Group> groups;
  for (auto begin = text.find_first_of(kDigits); begin != std::string_view::npos; begin = text.find_first_of(kDigits)) {
    const auto end = std::min(text.find_first_not_of(kDigits, begin), text.size());
    groups.push_back({text.substr(0, begin), text.substr(begin, end - begin)});
    text.remove_prefix(end);
  }
  return groups;
}

/// Returns the text with its digits in ASCII and without hidden signs.
std::string with_plain_digits(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const auto before = text;
    const char32_t sign = take_character(text);
    const auto digit = shown_digit(sign);
    if (digit) {
      plain.push_back(*digit);
    } else if (!is_hidden(sign)) {
      plain.append(before, 0, before.size() - text.size());
    }
  }
  return plain;
}

bool is_bsn(std::string_view digits) { return Bsn::parse(digits).has_value(); }

/// Whether the groups from `first` on form a BSN.
bool begins_bsn(const std::vector<Group>& groups, std::size_t first) {
  constexpr std::size_t kFewestGroups = 3;
  if (is_bsn(groups[first].digits)) return true;
  if (first + 1 == groups.size()) return false;
  const auto separator = groups[first + 1].separator;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (std::any_of(separator.begin(), separator.end(), is_letter)) return false;
  std::string together(groups[first].digits);
  for (auto next = first + 1; next < groups.size() && groups[next].separator == separator; ++next) {
    together += groups[next].digits;
    if (together.size() >= Bsn::kLength) return next - first + 1 >= kFewestGroups && is_bsn(together);
  }
  return false;
}

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

bool holds_some_bsn(std::string_view text) {
  const auto shown = with_plain_digits(text);
  const auto groups = groups_of(shown);
  for (std::size_t first = 0; first < groups.size(); ++first) {
    if (begins_bsn(groups, first)) return true;
  }
  return false;
}

}  // namespace vish::proto
