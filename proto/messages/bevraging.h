#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/calendar/datum.h"
#include "base/core/result.h"
#include "proto/json/problem.h"
#include "proto/terms/bsn.h"
#include "proto/terms/domein.h"
#include "proto/terms/identifiers.h"

namespace vish::proto {

/// The creditor for whom a bailiff asks.
using Opdrachtgever = std::variant<KvkNummer, Oin>;

/// A question asks whether these persons are in the index.
struct Bevraging {
  static constexpr std::size_t kMaxBsns = 20;
  static constexpr std::size_t kMaxKenmerk = 64;  ///< characters, not bytes

  std::vector<Bsn> burgerservicenummers;  ///< 1 to 20, in the caller's order, each once
  std::string kenmerk;                    ///< the bailiff's own reference; holds none of the BSNs
  Doel doel = Doel::anders;
  std::optional<Opdrachtgever> opdrachtgever;
};

/// Reads the body of POST /v1/matches strictly: unknown and doubled
/// properties are errors, and all mistakes are reported at once, in the order
/// of the contract; unknown properties come last.
Result<Bevraging, std::vector<InvalidParam>> bevraging_from_json(std::string_view body);

/// One registration as a bevrager may see it.
struct Matchregistratie {
  std::string aansluitcode;
  std::string organisatie;
  std::string telefoon;
  std::string email;
  std::string kenmerk;              ///< left out of the answer when empty
  Datum peildatum;                  ///< the last day for which the source confirmed it
  std::optional<Fase> fase;         ///< only where the operator switched it on
  std::optional<Datum> startdatum;  ///< only where the operator switched it on
};

/// The answer about one person.
struct Matchresultaat {
  Bsn burgerservicenummer;
  std::vector<Matchregistratie> registraties;  ///< empty: no match
};

/// The answer to a question, with a result for each person in the order of the question.
struct Matchantwoord {
  std::string match_id;  ///< UUIDv7
  Tijdstip tijdstip;
  Handelwijze handelwijze;  ///< stated for each match
  std::vector<Matchresultaat> resultaten;
};

std::string to_json(const Matchantwoord& antwoord);

}  // namespace vish::proto
