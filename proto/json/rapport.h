#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar/datum.h"
#include "proto/terms/bevinding.h"
#include "proto/terms/domein.h"

namespace vish::proto {

/// The numbers of rows and registrations that a delivery touched, or would touch while it is held.
struct Aantallen {
  std::uint64_t rijen = 0;           ///< data rows in the file
  std::uint64_t nieuw = 0;           ///< persons registered
  std::uint64_t gewijzigd = 0;       ///< registrations with other contents
  std::uint64_t beeindigd = 0;       ///< registrations removed
  std::uint64_t ongewijzigd = 0;     ///< registrations confirmed as they were
  std::uint64_t overgeslagen = 0;    ///< good rows that do not count: early phase, past, double, no test number
  std::uint64_t foutief = 0;         ///< rows refused
  std::uint64_t niet_beeindigd = 0;  ///< registrations left as they were because of rows that are faulty or doubtful

  bool operator==(const Aantallen&) const = default;
};

/// The decision of an operator on a held delivery, or to put an earlier delivery back.
struct Besluit {
  std::string door;  ///< the operator's registered name
  Tijdstip genomen_op;
  std::string reden;

  bool operator==(const Besluit&) const = default;
};

/// Every delivery leaves a report, also a refused delivery. The report holds nothing about any person.
struct Aanleverrapport {
  std::string aanlevering_id;  ///< UUIDv7
  std::string aansluitcode;
  Datum peildatum;
  Aanleverstatus status;
  Aansluitfase fase;             ///< the phase of the aansluiting at the receipt: test or productie
  std::string aangeleverd_door;  ///< OIN of the certificate
  Tijdstip ontvangen_op;
  Aantallen aantallen;
  std::vector<Bevinding> bevindingen;  ///< the first 1,000
  Bevindingtelling bevindingen_per_code;
  std::optional<std::string> reden;  ///< why the delivery was refused or held, in Dutch
  std::optional<Besluit> besluit;
  /// The earlier delivery whose registrations this rollback put back; nothing for a delivery that is no rollback.
  std::optional<std::string> herstel_van;

  bool operator==(const Aanleverrapport&) const = default;
};

/// Returns the report in the shape of schema Aanlevering of openapi.yaml.
nlohmann::ordered_json as_json(const Aanleverrapport& rapport);
/// Returns the same JSON as text.
std::string to_json(const Aanleverrapport& rapport);
/// Returns the value of its member `aantallen`.
nlohmann::ordered_json as_json(const Aantallen& aantallen);

/// Returns the findings as CSV that a Dutch spreadsheet opens by itself: UTF-8 with BOM, semicolons, CRLF, and a header
/// regel;kolom;ernst;code;melding. No cell is taken for a formula. When there were more findings than the report lists,
/// rows with ernst `totaal` close the file, one row for each code.
std::string bevindingen_csv(const Aanleverrapport& rapport);

/// Returns the text that storage keeps. Its form stays when that of the contract changes:
/// reports of years ago must be read.
std::string to_record(const Aanleverrapport& rapport);
/// Reads the text that to_record() wrote; returns nothing for any other text.
std::optional<Aanleverrapport> rapport_from_record(std::string_view record);

}  // namespace vish::proto
