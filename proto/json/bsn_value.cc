#include "proto/json/bsn_value.h"

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

}  // namespace vish::proto
