#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar/datum.h"
#include "base/core/result.h"
#include "proto/json/problem.h"
#include "proto/terms/domein.h"
#include "proto/terms/handeling.h"
#include "proto/terms/recorded.h"
#include "proto/terms/uitkomst.h"

namespace vish::proto {

/// One line of accountability as an operator sees it. Persons appear as audit
/// pseudonyms only.
struct Auditregel {
  std::uint64_t volgnummer = 0;  ///< position in the log, without gaps; from 1 as long as no line is past its term
  Tijdstip tijdstip;
  Recorded<Handeling> handeling;
  std::string actor;  ///< OIN of the party, registered name of the operator, or vishd itself
  Recorded<Uitkomst> uitkomst;
  std::string trace_id;                  ///< W3C trace context, 32 hex digits; empty when nobody asked
  std::string span_id;                   ///< 16 hex digits
  std::optional<std::string> onderwerp;  ///< aansluitcode, OIN or id that was acted on
  std::optional<std::string> reden;      ///< the operator's reason, or the error code of a refusal
  std::optional<std::string> match_id;
  std::optional<std::string> bevrager_id;
  std::optional<Recorded<Doel>> doel;
  std::optional<std::string> kenmerk;             ///< the bailiff's reference
  std::optional<std::string> persoon_pseudoniem;  ///< 32 hex digits
  /// JSON of the party, partner or operator as this act left it in the registry.
  std::optional<std::string> gegevens;
  /// The fingerprint of the operator's certificate. The act needs the fingerprint; the log does not keep it.
  std::string vingerafdruk{};

  bool operator==(const Auditregel&) const = default;
};

/// Returns the line as schema Auditregel of beheer-openapi.yaml.
nlohmann::ordered_json as_json(const Auditregel& regel);
/// Returns the same JSON as text.
std::string to_json(const Auditregel& regel);

/// Reads {"formaat"} of a request for an export, or returns every mistake in the request.
Result<Exportformaat, std::vector<InvalidParam>> exportformaat_from_request(std::string_view body);

}  // namespace vish::proto
