#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar/datum.h"
#include "proto/notices/geteld.h"
#include "proto/notices/verzoekmelding.h"
#include "proto/terms/domein.h"

namespace vish::proto {

/// How the deliveries of all aansluitingen stand at a moment.
struct Leveroverzicht {
  std::uint64_t registraties = 0;  ///< in force
  Genoemd vastgehouden;            ///< aansluitcodes, as in the others
  std::uint64_t vandaag = 0;       ///< in test and productie, with a delivery due on that day, …
  /// … which came, held ones too. Not in the JSON: only the server knows.
  std::uint64_t vandaag_binnen = 0;
  std::uint64_t op_tijd = 0;  ///< in test and productie
  Genoemd te_laat;            ///< in test and productie
  Genoemd bevestiging_nodig;
  std::map<Opvallend, Genoemd> opvallend{};  ///< in productie and geschorst; each kind is there

  bool operator==(const Leveroverzicht&) const = default;
};

/// The questions of a day in Amsterdam.
struct Vraagoverzicht {
  std::uint64_t personen = 0;  ///< answered
  std::uint64_t matches = 0;
  Tijdstip geteld_sinds_op;                          ///< the two below count since the server started
  std::uint64_t beantwoord = 0;                      ///< questions
  std::map<std::string, std::uint64_t> geweigerd{};  ///< questions, by code of the refusal
};

/// How long lines of the audit log are kept.
struct Bewaaroverzicht {
  struct Korter {
    std::uint64_t jaren = 0;
    Tijdstip vanaf_op;
  };
  std::uint64_t jaren = 0;
  std::optional<Korter> korter{};  ///< was asked for, and is not in force yet
};

/// A key that nothing new is written under, and that is not destroyed.
struct OudeSleutel {
  std::string sleutel;  ///< its name
  bool in_gebruik = false;
  Genoemd aansluitingen;                         ///< who must deliver, or whose deliveries must go, before the key can
  std::optional<std::string> vernietiging_door;  ///< the operator who asked to destroy it
};

/// Something without which parties are refused, and until when it holds.
struct Geldigheid {
  enum class Soort : std::uint8_t { server, ca, intrekkingslijst };
  Soort soort{};
  std::string naam;                       ///< of the CA; "server"
  std::optional<Tijdstip> verloopt_op{};  ///< nothing: a CA without a revocation list
};
std::string_view to_text(Geldigheid::Soort soort);
template <>
std::optional<Geldigheid::Soort> from_text(std::string_view text);

/// A disk that every answer needs, in bytes.
struct Schijf {
  std::string naam;  ///< what is on it: "database", or "verantwoording" for the copy of the audit log
  std::uint64_t totaal = 0;
  std::uint64_t vrij = 0;   ///< for who is not root
  std::uint64_t grens = 0;  ///< below this much free space nothing is written
};

/// The last good backup; both are absent while there is none.
struct Backupoverzicht {
  std::optional<std::uint64_t> nummer{};
  std::optional<Tijdstip> gemaakt_op{};
};

/// From which backup the index was put back, while it answers no question yet.
struct Terugzetoverzicht {
  struct Levering {
    std::string aansluitcode;
    std::uint64_t registraties = 0;    ///< in force
    std::optional<Datum> peildatum{};  ///< of them; nothing: no delivery yet
  };
  std::uint64_t backup = 0;  ///< its number
  Tijdstip gemaakt_op;
  Tijdstip teruggezet_op;
  std::uint64_t uit_kopie = 0;  ///< lines of the audit log added from its copy
  std::vector<Levering> aansluitingen;
};

/// How all stands at a moment: schema Status of beheer-openapi.yaml.
struct Status {
  std::string versie;
  std::string database_id;
  Tijdstip gestart_op;
  std::optional<std::string> reden{};  ///< why no question is answered; nothing: all is ready
  bool proef = false;                  ///< the installation is no real one
  std::map<Aansluitfase, std::uint64_t> aansluitingen;
  std::map<Aansluitfase, std::uint64_t> bevragers;
  Leveroverzicht leveringen;
  Vraagoverzicht vragen;  ///< of today
  Genoemd gebruiksalarm;  ///< OINs of bevragers
  std::uint64_t auditregels = 0;
  Bewaaroverzicht bewaartermijn;
  std::vector<std::string> huidige_sleutels;
  std::vector<OudeSleutel> oude_sleutels;
  Geteld<Verzoekmelding> tweede_persoon;  ///< what waits for one
  std::vector<Geldigheid> geldigheid;
  std::vector<Schijf> schijven;
  Genoemd intrekkingslijstmeldingen;        ///< Dutch sentences
  Genoemd test_in_productie;                ///< Dutch sentences
  bool kopie_van_verantwoording = false;    ///< the audit log has a copy on another disk
  std::optional<Backupoverzicht> backup{};  ///< nothing: none are configured
  std::optional<Terugzetoverzicht> teruggezet{};
};

nlohmann::ordered_json as_json(const Status& status);
/// The inverse of as_json(); members that it does not know are passed over.
/// Throws nlohmann::json::exception when the JSON is no status.
Status status_from_json(const nlohmann::json& json);

}  // namespace vish::proto
