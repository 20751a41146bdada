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

/// How many registrations stand under one index key.
struct Sleuteltelling {
  std::uint32_t sleutel;
  std::uint64_t aantal;

  bool operator==(const Sleuteltelling&) const = default;
};
using Sleuteltellingen = std::vector<Sleuteltelling>;

/// A delivery that waits for an operator.
struct Vastgehouden {
  std::string aanlevering_id;
  Generatie generatie = 0;  ///< under which its rows are kept
  Datum peildatum;
  Tijdstip ontvangen_op;
  std::string bestandshash;   ///< SHA-256 of the file, sealed
  std::uint32_t sleutel = 1;  ///< index key under which its persons are named
};

/// A processed delivery whose registrations can be put back.
struct Herstelpunt {
  std::string aanlevering_id;
  Generatie generatie = 0;
  std::uint64_t aantal = 0;  ///< registrations
  Datum peildatum;
  std::string bestandshash;   ///< SHA-256 of the file, sealed
  Sleuteltellingen sleutels;  ///< of the registrations, by number of their key
};

/// Registrations that were in force before.
struct Uitgangspunt {
  Generatie generatie = 0;
  std::uint64_t aantal = 0;  ///< registrations
  Sleuteltellingen sleutels;
};

/// How many registrations end with that day.
struct Eindtelling {
  std::int32_t einddatum;  ///< days from 1970-01-01
  std::uint64_t aantal;

  bool operator==(const Eindtelling&) const = default;
};
using Eindtellingen = std::vector<Eindtelling>;

/// What the deliveries of one aansluiting have led to.
struct Leverstand {
  Generatie generatie = 0;          ///< newest visible one; 0: nothing is registered
  Generatie hoogste_generatie = 0;  ///< ever given out; the next delivery gets a higher one
  std::uint64_t aantal = 0;         ///< registrations
  std::optional<Datum> peildatum;
  std::string aanlevering_id;  ///< of the processed delivery that is in force
  std::string bestandshash;    ///< of that delivery, sealed
  /// When that delivery was received; nothing: an earlier version did not keep
  /// it, and the id tells, which may be ahead after a clock was set back.
  std::optional<Tijdstip> ontvangen_op{};
  Sleuteltellingen sleutels;  ///< of the registrations, by number of their key
  std::optional<Vastgehouden> vastgehouden;
  /// Processed before the one in force, the newest last. Two that registered
  /// the same share a generation.
  /// They are of different peildata.
  std::vector<Herstelpunt> herstelpunten;
  /// By which corrections of the peildatum in force are judged; nothing: by
  /// the registrations as they are now.
  std::optional<Uitgangspunt> uitgangspunt{};
  Verloop verloop{};
  /// Ascending; those of the next three years, the others have no end yet.
  /// Nothing: an earlier version did not count.
  std::optional<Eindtellingen> einden{};
  Leverpatroon patroon;  ///< of the processed deliveries so far
};

/// How many registrations are in force on that day, which is not before the
/// last delivery. Throws std::logic_error when more end than there are, which
/// no stand that was read or made does.
std::uint64_t van_kracht(const Leverstand& stand, Datum vandaag);
/// The same at each moment that the guard looks at.
Telling komende_dagen(const Leverstand& stand, Datum vandaag);

struct Aansluitstand {
  proto::Aansluiting aansluiting;
  Leverstand levering;
};

/// Whether an operator has to look at its deliveries on that day: by their
/// pattern, by the end dates that come, or by how many were exchanged.
bool is_opvallend(const Leverstand& stand, const proto::Drempels& drempels, Opvallend opvallend, Datum vandaag);

/// What is known of a key, also of one that is destroyed.
struct Sleutelstand : Sleutelnaam {
  Controlewaarde controlewaarde{};
  Tijdstip sinds{};  ///< when it was made
  std::optional<Tijdstip> vernietigd_op{};
};

/// That the database was put back from a backup, and so may be older than the
/// world.
struct Terugzetting {
  std::uint64_t backup;  ///< its number
  Tijdstip gemaakt_op;
  Tijdstip teruggezet_op;
  std::uint64_t uit_kopie;  ///< lines of the audit log added from its copy
};

/// For how many calendar years a line of the audit log is kept.
struct Bewaartermijn {
  std::uint64_t jaren = 0;  ///< 0: no server ran on this database yet
  struct Korter {
    std::uint64_t jaren;
    Tijdstip vanaf;
    bool operator==(const Korter&) const = default;
  };
  std::optional<Korter> korter{};  ///< was asked for, and is not in force yet

  bool operator==(const Bewaartermijn&) const = default;
};

/// Everything that decides who may do what and which registrations are
/// visible, as it was at one moment. Immutable: a change makes a new one, and
/// who holds an old one keeps seeing one consistent whole.
struct Stand {
  std::map<std::string, proto::Organisatie, std::less<>> organisaties;                     ///< by OIN
  std::map<std::string, std::shared_ptr<const Aansluitstand>, std::less<>> aansluitingen;  ///< by aansluitcode
  std::unordered_map<std::uint32_t, std::shared_ptr<const Aansluitstand>> op_nummer;       ///< the same ones
  std::map<std::string, proto::Bevrager, std::less<>> bevragers;                           ///< by OIN
  std::map<std::string, proto::Convenantpartner, std::less<>> convenantpartners;           ///< by id
  std::map<std::string, proto::Operator, std::less<>> operators;                           ///< by naam, also who ended
  /// What waits for a second person, by handeling and onderwerp.
  std::map<std::pair<proto::Recorded<proto::Handeling>, std::string>, proto::Verzoek> verzoeken;
  /// Who has or ever had a certificate: naam by vingerafdruk, also of who ended.
  std::map<std::string, std::string, std::less<>> vingerafdrukken;
  std::vector<Sleutelstand> sleutels;    ///< in order of kind and number
  std::uint32_t verzegeld = 1;           ///< nothing is sealed under a zegel key with a lower number
  std::shared_ptr<const Crypto> crypto;  ///< the live keys at work
  /// Some registration of phase test stands under the name that it would have in
  /// productie, as versions before names of their own wrote them; each goes with
  /// the next deliveries. As it was at the opening.
  bool test_onder_gewone_namen = false;
  Bewaartermijn bewaartermijn;             ///< of the audit log
  std::optional<Terugzetting> teruggezet;  ///< while nobody opened it since: no question is answered

  /// Null when there is none.
  std::shared_ptr<const Aansluitstand> aansluiting(std::string_view code) const;
  const proto::Bevrager* bevrager(std::string_view oin) const;
  const proto::Organisatie* organisatie(std::string_view oin) const;
  const proto::Verzoek* verzoek(const proto::Recorded<proto::Handeling>& handeling, std::string_view onderwerp) const;
};

}  // namespace vish::storage
