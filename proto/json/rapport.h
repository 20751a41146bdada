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

/// What a delivery did, or would do while it is held.
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

/// An operator's decision: on a held delivery, or to put an earlier one back.
struct Besluit {
  std::string door;  ///< the operator's registered name
  Tijdstip genomen_op;
  std::string reden;

  bool operator==(const Besluit&) const = default;
};

/// The report that every delivery leaves, also a refused one. Holds nothing
/// about any person.
struct Aanleverrapport {
  std::string aanlevering_id;  ///< UUIDv7
  std::string aansluitcode;
  Datum peildatum;
  Aanleverstatus status;
  Aansluitfase fase;             ///< of the aansluiting when it was received: test or productie
  std::string aangeleverd_door;  ///< OIN of the certificate
  Tijdstip ontvangen_op;
  Aantallen aantallen;
  std::vector<Bevinding> bevindingen;  ///< the first 1,000
  Bevindingtelling bevindingen_per_code;
  std::optional<std::string> reden;  ///< why it was refused or held, in Dutch
  std::optional<Besluit> besluit;
  /// The delivery whose registrations this one put back: it is a rollback.
  std::optional<std::string> herstel_van;

  bool operator==(const Aanleverrapport&) const = default;
};

/// The report in the shape of schema Aanlevering of openapi.yaml.
nlohmann::ordered_json as_json(const Aanleverrapport& rapport);
/// The text of it.
std::string to_json(const Aanleverrapport& rapport);
/// Its member `aantallen`.
nlohmann::ordered_json as_json(const Aantallen& aantallen);

/// Its findings as CSV that a Dutch spreadsheet opens by itself: UTF-8 with
/// BOM, semicolons, CRLF, and a header regel;kolom;ernst;code;melding. No cell
/// is taken for a formula. Where there were more findings than the report
/// holds, rows with ernst `totaal` close it, one for each code.
std::string bevindingen_csv(const Aanleverrapport& rapport);

/// Returns the text that storage keeps. Its form stays when that of the contract changes:
/// reports of years ago must be read.
std::string to_record(const Aanleverrapport& rapport);
/// The inverse of to_record(); nothing for a text that is no such record.
std::optional<Aanleverrapport> rapport_from_record(std::string_view record);

}  // namespace vish::proto
