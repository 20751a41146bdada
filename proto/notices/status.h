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

/// The state of the deliveries of all aansluitingen at a moment.
struct Leveroverzicht {
  std::uint64_t registraties = 0;  ///< in force
  Genoemd vastgehouden;            ///< aansluitcodes, as in the members below
  std::uint64_t vandaag = 0;       ///< in test and productie, with a delivery due today
  /// The aansluitingen of `vandaag` whose delivery came, a held one too. Only the server knows this number: it is not
  /// in the JSON.
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

/// The term for which lines of the audit log are kept, in years.
struct Bewaaroverzicht {
  /// A shorter term, and the moment from which it holds.
  struct Korter {
    std::uint64_t jaren = 0;
    Tijdstip vanaf_op;
  };
  std::uint64_t jaren = 0;
  std::optional<Korter> korter{};  ///< a shorter term that was asked for, and is not in force yet
};

/// A key under which nothing new is written, and which is not destroyed.
struct OudeSleutel {
  std::string sleutel;  ///< its name
  bool in_gebruik = false;
  Genoemd aansluitingen;  ///< those that must deliver, or whose deliveries must go, before the key can go
  std::optional<std::string> vernietiging_door;  ///< the operator who asked to destroy it
};

/// A certificate or revocation list without which parties are refused, and the moment until which it holds.
struct Geldigheid {
  /// The kind of a certificate or list.
  enum class Soort : std::uint8_t { server, ca, intrekkingslijst };
  Soort soort{};
  std::string naam;                       ///< the name of the CA, or "server"
  std::optional<Tijdstip> verloopt_op{};  ///< nothing: a CA without a revocation list
};
std::string_view to_text(Geldigheid::Soort soort);
template <>
std::optional<Geldigheid::Soort> from_text(std::string_view text);

/// A disk that every answer needs, in bytes.
struct Schijf {
  std::string naam;  ///< the contents of the disk: "database", or "verantwoording" for the copy of the audit log
  std::uint64_t totaal = 0;
  std::uint64_t vrij = 0;   ///< for users other than root
  std::uint64_t grens = 0;  ///< below this much free space nothing is written
};

/// The last good backup; both members are absent while there is none.
struct Backupoverzicht {
  std::optional<std::uint64_t> nummer{};
  std::optional<Tijdstip> gemaakt_op{};
};

/// The backup from which the index was put back, while the index answers no question yet.
struct Terugzetoverzicht {
  /// The registrations of one aansluiting.
  struct Levering {
    std::string aansluitcode;
    std::uint64_t registraties = 0;    ///< in force
    std::optional<Datum> peildatum{};  ///< of those registrations; nothing: no delivery yet
  };
  std::uint64_t backup = 0;  ///< its number
  Tijdstip gemaakt_op;
  Tijdstip teruggezet_op;
  std::uint64_t uit_kopie = 0;  ///< lines of the audit log added from its copy
  std::vector<Levering> aansluitingen;
};

/// The state of the installation at a moment: schema Status of beheer-openapi.yaml.
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
  Geteld<Verzoekmelding> tweede_persoon;  ///< the requests that wait for a second person
  std::vector<Geldigheid> geldigheid;
  std::vector<Schijf> schijven;
  Genoemd intrekkingslijstmeldingen;        ///< Dutch sentences
  Genoemd test_in_productie;                ///< Dutch sentences
  bool kopie_van_verantwoording = false;    ///< the audit log has a copy on another disk
  std::optional<Backupoverzicht> backup{};  ///< nothing: none are configured
  std::optional<Terugzetoverzicht> teruggezet{};
};

nlohmann::ordered_json as_json(const Status& status);
/// Reads the JSON that as_json() wrote, and passes over members that it does not know. Throws nlohmann::json::exception
/// when the JSON is no status.
Status status_from_json(const nlohmann::json& json);

}  // namespace vish::proto
