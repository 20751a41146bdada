#include "bsn_value.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace vish::proto {

std::optional<Bsn> read_bsn(const StrictValue& value) {
  const auto text = value.string();
  if (!text) return std::nullopt;
  const auto bsn = Bsn::parse(*text);
  if (bsn) return *bsn;
  if (bsn.error() == BsnError::elfproef) {
    value.refuse("elfproef", "Dit nummer voldoet niet aan de elfproef en is dus geen burgerservicenummer.");
  } else {
    value.refuse("pattern", "Een burgerservicenummer bestaat uit precies negen cijfers.");
  }
  return std::nullopt;
}

std::optional<std::string> read_free_text(const StrictValue& value, std::size_t min, std::size_t max) {
  auto text = value.text(min, max);
  if (!text || !holds_some_bsn(*text)) return text;
  value.refuse("value", kHoldsBsn);
  return std::nullopt;
}

bool holds_bsn(std::string_view text, const Bsn& bsn) {
  constexpr std::ptrdiff_t kFewestDigits = 8;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (std::count_if(text.begin(), text.end(), is_digit) < kFewestDigits) return false;
  std::string condensed;
  std::copy_if(text.begin(), text.end(), std::back_inserter(condensed),
               [&](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
  auto sought = bsn.digits();
  if (sought.front() == '0') sought.remove_prefix(1);
  return condensed.find(sought) != std::string::npos;
}

}  // namespace vish::proto
