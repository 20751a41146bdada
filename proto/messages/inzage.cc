#include "proto/messages/inzage.h"

#include <cstdint>
#include <limits>
#include <utility>

#include "proto/json/bsn_value.h"
#include "proto/json/strict_json.h"
#include "proto/registry/parties_json.h"
#include "proto/terms/bsn_in_text.h"

namespace vish::proto {

Result<Inzagevraag, std::vector<InvalidParam>> inzagevraag_from_request(std::string_view body) {
  constexpr std::uint64_t kHighest = std::numeric_limits<std::int64_t>::max();
  StrictDocument document(body);
  auto& root = document.root();
  const auto bsn = read_bsn(root.required("burgerservicenummer"));
  const auto value = root.required("reden");
  auto reden = read_reden(value);
  const auto na = root.optional("na").number(kHighest);
  // The reason may not even hold this BSN as other signs, such as the number without its leading zero.
  if (bsn && reden && holds_bsn(*reden, *bsn)) {
    value.refuse("value", "De reden mag het burgerservicenummer niet bevatten.");
  }
  if (auto findings = document.close(); !findings.empty()) return findings;
  return Inzagevraag{*bsn, *std::move(reden), na.value_or(0)};
}

}  // namespace vish::proto
