#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "proto/registry/operator.h"
#include "proto/registry/parties.h"
#include "proto/registry/verzoek.h"
#include "storage/comparison/bewaking.h"
#include "storage/comparison/leverpatroon.h"
#include "storage/comparison/vergelijking.h"
#include "storage/crypto/keyring.h"

namespace vish::storage {

class Crypto;

/// The number of registrations under one index key.
struct Sleuteltelling {
  std::uint32_t sleutel;
  std::uint64_t aantal;

  bool operator==(const Sleuteltelling&) const = default;
};
/// The numbers of registrations by index key, ascending by key.
using Sleuteltellingen = std::vector<Sleuteltelling>;

/// A delivery that waits for an operator.
struct Vastgehouden {
  std::string aanlevering_id;
  Generatie generatie = 0;  ///< the generation under which its rows are kept
  Datum peildatum;
  Tijdstip ontvangen_op;
  std::string bestandshash;   ///< SHA-256 of the file, sealed
  std::uint32_t sleutel = 1;  ///< the index key that names its persons
};

/// A processed delivery whose registrations can be put back.
struct Herstelpunt {
  std::string aanlevering_id;
  Generatie generatie = 0;
  std::uint64_t aantal = 0;  ///< the number of registrations
  Datum peildatum;
  std::string bestandshash;   ///< SHA-256 of the file, sealed
  Sleuteltellingen sleutels;  ///< of the registrations, by index key
};

/// A set of registrations that was in force before.
struct Uitgangspunt {
  Generatie generatie = 0;
  std::uint64_t aantal = 0;  ///< the number of registrations
  Sleuteltellingen sleutels;
};

/// The number of registrations that end on one day.
struct Eindtelling {
  std::int32_t einddatum;  ///< days from 1970-01-01
  std::uint64_t aantal;

  bool operator==(const Eindtelling&) const = default;
};
/// The numbers of registrations by the day on which they end, ascending by day.
using Eindtellingen = std::vector<Eindtelling>;

/// The result of all deliveries of one aansluiting.
struct DeliveryState {
  Generatie generatie = 0;          ///< the newest visible generation; 0 where nothing is registered
  Generatie hoogste_generatie = 0;  ///< the highest generation ever given out; the next delivery gets a higher one
  std::uint64_t aantal = 0;         ///< the number of registrations
  std::optional<Datum> peildatum;
  std::string aanlevering_id;  ///< the processed delivery that is in force
  std::string bestandshash;    ///< the SHA-256 of its file, sealed
  /// When that delivery was received; absent where an earlier version did not keep it. The id then tells, and may be
  /// ahead after a clock was set back.
  std::optional<Tijdstip> ontvangen_op{};
  Sleuteltellingen sleutels;  ///< of the registrations, by index key
  std::optional<Vastgehouden> vastgehouden;
  /// The deliveries processed before the one in force, each of another peildatum, the newest last. Two of them that
  /// registered the same share a generation.
  std::vector<Herstelpunt> herstelpunten;
  /// The set with which corrections of the present peildatum are compared; absent where it is the set in force.
  std::optional<Uitgangspunt> uitgangspunt{};
  Verloop verloop{};
  /// The ends in the next three years, ascending; later ends count as none. Absent where an earlier version did not
  /// count.
  std::optional<Eindtellingen> einden{};
  Leverpatroon patroon;  ///< the pattern of the processed deliveries
};

/// Counts the registrations in force on a day, which must not be before the last delivery. Throws std::logic_error when
/// more registrations end than there are, which holds for no stored delivery state.
std::uint64_t van_kracht(const DeliveryState& state, Datum vandaag);
/// Counts the registrations in force at each moment that the guard looks at.
Telling komende_dagen(const DeliveryState& state, Datum vandaag);

/// An aansluiting with the state of its deliveries.
struct AansluitingState {
  proto::Aansluiting aansluiting;
  DeliveryState levering;
};

/// Whether an operator must look at the deliveries on that day: for their pattern, for end dates that come, or for many
/// exchanged registrations.
bool is_opvallend(const DeliveryState& state, const proto::Drempels& drempels, Opvallend opvallend, Datum vandaag);

/// The record of a key; a destroyed key keeps its record.
struct KeyRecord : Sleutelnaam {
  Controlewaarde controlewaarde{};
  Tijdstip sinds{};  ///< when the key was made
  std::optional<Tijdstip> vernietigd_op{};
};

/// Tells that the database was restored from a backup, and so may lack later changes.
struct Terugzetting {
  std::uint64_t backup;  ///< the number of the backup
  Tijdstip gemaakt_op;
  Tijdstip teruggezet_op;
  std::uint64_t uit_kopie;  ///< the number of lines that came from the copy of the audit log
};

/// The number of calendar years for which a line of the audit log is kept.
struct Bewaartermijn {
  std::uint64_t jaren = 0;  ///< 0 while no server has run on this database
  /// A shorter term, and the moment from which it holds.
  struct Korter {
    std::uint64_t jaren;
    Tijdstip vanaf;
    bool operator==(const Korter&) const = default;
  };
  std::optional<Korter> korter{};  ///< asked for, and not in force yet

  bool operator==(const Bewaartermijn&) const = default;
};

/// The registry as it is at one moment: everything that decides who may do what and which registrations are visible. A
/// Stand never changes; a change makes a new one, and a holder of an old one keeps seeing one consistent whole.
struct Stand {
  std::map<std::string, proto::Organisatie, std::less<>> organisaties;                        ///< by OIN
  std::map<std::string, std::shared_ptr<const AansluitingState>, std::less<>> aansluitingen;  ///< by aansluitcode
  std::unordered_map<std::uint32_t, std::shared_ptr<const AansluitingState>> op_nummer;       ///< the same ones
  std::map<std::string, proto::Bevrager, std::less<>> bevragers;                              ///< by OIN
  std::map<std::string, proto::Convenantpartner, std::less<>> convenantpartners;              ///< by id
  std::map<std::string, proto::Operator, std::less<>> operators;  ///< by naam, also ended ones
  /// The requests that wait for a second person, by handeling and onderwerp.
  std::map<std::pair<proto::Recorded<proto::Handeling>, std::string>, proto::Verzoek> verzoeken;
  /// The naam of the operator who has or ever had a certificate, by its vingerafdruk, also of operators who ended.
  std::map<std::string, std::string, std::less<>> vingerafdrukken;
  std::vector<KeyRecord> sleutels;       ///< in order of kind and number
  std::uint32_t verzegeld = 1;           ///< no value is sealed under a zegel key with a lower number
  std::shared_ptr<const Crypto> crypto;  ///< the live keys
  /// Whether, at the opening, a registration of phase test had its pseudonym of productie, as earlier versions wrote
  /// it. The next deliveries replace such pseudonyms.
  bool test_onder_gewone_namen = false;
  Bewaartermijn bewaartermijn;  ///< of the audit log
  /// present until an operator lets the restored database answer; until then no question is answered
  std::optional<Terugzetting> teruggezet;

  /// Returns an aansluiting by its code, or null when there is none.
  std::shared_ptr<const AansluitingState> aansluiting(std::string_view code) const;
  const proto::Bevrager* bevrager(std::string_view oin) const;
  const proto::Organisatie* organisatie(std::string_view oin) const;
  const proto::Verzoek* verzoek(const proto::Recorded<proto::Handeling>& handeling, std::string_view onderwerp) const;
};

}  // namespace vish::storage
