#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "base/calendar/datum.h"
#include "proto/json/rapport.h"
#include "proto/terms/domein.h"
#include "storage/crypto/pseudoniem.h"

namespace vish::storage {

// The rules by which a day file changes the registered set (product rules: the day file), as pure functions.

constexpr std::int32_t kGeenEinddatum = std::numeric_limits<std::int32_t>::max();

/// Stands for a registration that the delivery in force confirmed, whatever its peildatum.
constexpr std::int32_t kNetBevestigd = std::numeric_limits<std::int32_t>::min();

/// The part of a registration that a comparison needs. Days count from 1970-01-01.
struct Setregel {
  Pseudoniem persoon;
  std::uint64_t digest = 0;  ///< a keyed hash of the whole row
  Generatie generatie = 0;   ///< the generation under which the registration is stored
  std::int32_t einddatum = kGeenEinddatum;
  std::int32_t bevestigd = kNetBevestigd;  ///< the peildatum of the last file that confirmed it
  std::uint32_t sleutel = 1;               ///< the index key that names the person, with kTestnaam in test

  bool operator==(const Setregel&) const = default;
};

/// One good row of the file. A file may name a person more than once. Days count from 1970-01-01.
struct Bestandsrij {
  Pseudoniem persoon;
  std::uint64_t digest = 0;
  std::uint32_t regel = 0;
  std::int32_t startdatum = 0;
  std::int32_t einddatum = kGeenEinddatum;
  std::uint32_t kenmerk = 0;        ///< for the caller: the place of its kenmerk …
  std::uint16_t kenmerk_bytes = 0;  ///< … and its length
  proto::Fase fase = proto::Fase::stabilisatie;
  bool kenmerk_met_nummer = false;  ///< the kenmerk may hold the BSN of another person
};

/// A person of the file, named by an older index key.
struct Oudenaam {
  Pseudoniem persoon;
  std::uint64_t digest = 0;  ///< the digest of the row under that key
  std::uint32_t rij = 0;     ///< the place of the row in the list
};

/// The persons of a file under one older index key. Only the file can tell that two pseudonyms under different keys are
/// one person.
struct Oudenamen {
  std::uint32_t sleutel;
  std::vector<Oudenaam> rijen;
  std::vector<Pseudoniem> foutief;  ///< the persons of refused rows
};

/// The rows that count, and the lines of the rows that do not.
struct Opgeschoond {
  std::vector<Bestandsrij> rijen;     ///< ascending by person, each person once
  std::vector<std::uint32_t> dubbel;  ///< lines of rows of a person of whom a later or more recent row counts
  /// Lines of rows that count although another row of the person ends later. Ascending by person.
  std::vector<std::uint32_t> eindigt_eerder;
  /// lines of rows that ended before the peildatum: the person counts as absent
  std::vector<std::uint32_t> verstreken;
};

/// Runs two independent pieces of work, perhaps at the same time, and returns when both are done.
using Zijdelings = std::function<void(const std::function<void()>& een, const std::function<void()>& ander)>;
/// Runs both pieces of work on the calling thread.
inline void one_after_the_other(const std::function<void()>& een, const std::function<void()>& ander) {
  een();
  ander();
}

/// Picks one row of each person: of the rows that have not ended the latest startdatum counts, then the last row.
Opgeschoond clean_up(const std::vector<Bestandsrij>& rijen, Datum peildatum,
                     const Zijdelings& zijdelings = one_after_the_other);

/// The moments that the guard looks at: today, the end of today, and the end of each of the seven days after.
constexpr std::size_t kMomenten = 9;
/// A number for each of those moments.
using Telling = std::array<std::uint64_t, kMomenten>;

/// The number of registrations in force at each moment of the guard.
struct Vooruitblik {
  Telling voor{};   ///< in the set before, by its own end dates …
  Telling na{};     ///< … in the set after …
  Telling kwijt{};  ///< … and in the set before, but not in the set after

  bool operator==(const Vooruitblik&) const = default;
};

/// The difference that a file makes.
struct Verschil {
  std::vector<Setregel> nieuwe_set;    ///< ascending by person
  std::vector<std::uint32_t> schrijf;  ///< the places of rows that are new, changed, or confirmed again
  std::vector<Setregel> behoud;        ///< registrations to copy from the generation where they are stored
  /// The pseudonyms that no longer name a registration: of persons who are no longer registered, and of persons whom a
  /// newer index key names from now on.
  std::vector<Pseudoniem> verwijder;
  std::uint64_t nieuw = 0;
  std::uint64_t gewijzigd = 0;
  std::uint64_t beeindigd = 0;
  std::uint64_t ongewijzigd = 0;
  std::uint64_t niet_beeindigd = 0;
  std::uint64_t verlopen = 0;  ///< the part of `beeindigd` whose end date had passed

  Vooruitblik blik;  ///< the registrations in force before and after the file

  /// Whether there is nothing to write.
  bool empty() const { return schrijf.empty() && behoud.empty() && verwijder.empty(); }
};

/// The circumstances of a comparison. Days count from 1970-01-01.
struct Vergelijkregels {
  std::int32_t vandaag;           ///< the day in Amsterdam
  std::int32_t vorige_peildatum;  ///< the peildatum of the delivery in force; any value when there is none
  /// the file ends nobody: some rows had an unreadable BSN or may have swallowed others
  bool beeindigt_niemand;
  Generatie generatie = 1;    ///< the generation for what is written
  std::uint32_t sleutel = 1;  ///< the index key that names the persons of the file
};

/// Compares a whole file with the registered set. All lists ascend by person; `foutief` are the persons of refused
/// rows.
///
/// The registration of a person in `foutief` stays as it was, unless a good row names the person too. Where the file
/// ends nobody, or the person is in `foutief` too, a row that would end a registration earlier leaves it as it was: it
/// counts as `ongewijzigd` and as `niet_beeindigd`. An end date in the coming week of a registration that stays is
/// moved beyond that week, because an unreadable row may have put it off. `eerder` names the persons of the file under
/// each other key that the registered set has.
Verschil compare(const std::vector<Setregel>& set, const std::vector<Bestandsrij>& rijen,
                 const std::vector<Pseudoniem>& foutief, const Vergelijkregels& regels,
                 const std::vector<Oudenamen>& eerder = {});

/// Returns the difference that leads to what is in force while the file waits for a decision: the set as it is, with
/// each end date of the coming week that the file puts off put off likewise, at most to the day beyond that week.
/// Registrations that compare() would keep because of faulty rows are put off to that day. Nobody comes or goes.
Verschil put_off_ends(const std::vector<Setregel>& set, const std::vector<Bestandsrij>& rijen,
                      const std::vector<Pseudoniem>& foutief, const Vergelijkregels& regels,
                      const std::vector<Oudenamen>& eerder = {});

/// Returns the difference that leads from the registered set back to `doel`; both ascend by person. `behoud` has the
/// registrations to write again. Persons under different index keys count as different persons. Nobody can tell which
/// persons under a key that `doel` lacks are lost, so `blik` does not count them as lost.
Verschil restore(const std::vector<Setregel>& set, const std::vector<Setregel>& doel, const Vergelijkregels& regels);

/// Counts the registrations of an earlier set that are still in force in the set that compare() made of the same file.
Vooruitblik outlook(const std::vector<Setregel>& eerder_geregistreerd, const std::vector<Setregel>& nieuwe_set,
                    const std::vector<Bestandsrij>& rijen, const Vergelijkregels& regels,
                    const std::vector<Oudenamen>& eerder = {});

/// Copies the counts of the difference into the counts of the file.
void fill_in(proto::Aantallen& aantallen, const Verschil& verschil);

/// Whether registrations are in force, and at some moment of the guard none would be, or all of those would be lost.
bool leaves_nobody(const Verschil& verschil);

}  // namespace vish::storage
