#include "proto/inzage.h"

#include <utility>

#include "bsn_value.h"
#include "proto/bsn_in_text.h"
#include "proto/strict_json.h"
#include "register_json.h"

namespace vish::proto {

Result<Inzagevraag, std::vector<InvalidParam>> inzagevraag_from_request(std::string_view body) {
  StrictDocument document(body);
  auto& root = document.root();
  const auto bsn = read_bsn(root.required("burgerservicenummer"));
  const auto value = root.required("reden");
  auto reden = read_reden(value);
  // Of this one also what is no whole number, such as it is without its leading zero.
  if (bsn && reden && holds_bsn(*reden, *bsn)) {
    value.refuse("value", "De reden mag het burgerservicenummer niet bevatten.");
  }
  if (auto findings = document.close(); !findings.empty()) return findings;
  return Inzagevraag{*bsn, *std::move(reden)};
}

}  // namespace vish::proto
