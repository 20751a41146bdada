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

// The rules by which a day file changes what is registered, as plain
// functions over plain values (product rules: the day file).

constexpr std::int32_t kGeenEinddatum = std::numeric_limits<std::int32_t>::max();

/// Confirmed by the delivery that is in force, whatever its peildatum.
constexpr std::int32_t kNetBevestigd = std::numeric_limits<std::int32_t>::min();

/// One registration as far as comparing needs it. Days count from 1970-01-01.
struct Setregel {
  Pseudoniem persoon;
  std::uint64_t digest = 0;  ///< keyed hash of everything that the row says
  Generatie generatie = 0;   ///< under which the registration is stored
  std::int32_t einddatum = kGeenEinddatum;
  std::int32_t bevestigd = kNetBevestigd;  ///< peildatum of the last file that confirmed it
  std::uint32_t sleutel = 1;               ///< index key under which the person is named, and kTestnaam in test

  bool operator==(const Setregel&) const = default;
};

/// One good row of the file. A file may name a person more than once.
struct Bestandsrij {
  Pseudoniem persoon;
  std::uint64_t digest = 0;
  std::uint32_t regel = 0;
  std::int32_t startdatum = 0;
  std::int32_t einddatum = kGeenEinddatum;
  std::uint32_t kenmerk = 0;        ///< for the caller: where its kenmerk begins, …
  std::uint16_t kenmerk_bytes = 0;  ///< … and how long it is
  proto::Fase fase = proto::Fase::stabilisatie;
  bool kenmerk_met_nummer = false;  ///< its kenmerk may hold the BSN of another person
};

/// A person of the file as an older index key names them.
struct Oudenaam {
  Pseudoniem persoon;
  std::uint64_t digest = 0;  ///< of the row, under that key
  std::uint32_t rij = 0;     ///< place in the list of rows
};

/// The persons of a file under one older index key. Whether two pseudonyms
/// under different keys are one person can be told by the file alone.
struct Oudenamen {
  std::uint32_t sleutel;
  std::vector<Oudenaam> rijen;
  std::vector<Pseudoniem> foutief;  ///< persons of refused rows
};

/// The rows that count, and the lines of those that do not.
struct Opgeschoond {
  std::vector<Bestandsrij> rijen;         ///< ascending by person, each person once
  std::vector<std::uint32_t> dubbel;      ///< a later or more recent row of the same person counts
  std::vector<std::uint32_t> verstreken;  ///< einddatum before the peildatum: as if absent
};

/// Does two independent pieces of work, perhaps at the same time.
using Zijdelings = std::function<void(const std::function<void()>& een, const std::function<void()>& ander)>;
inline void one_after_the_other(const std::function<void()>& een, const std::function<void()>& ander) {
  een();
  ander();
}

/// Of the rows of one person that have not ended the latest startdatum counts,
/// then the last row.
Opgeschoond clean_up(const std::vector<Bestandsrij>& rijen, Datum peildatum,
                     const Zijdelings& zijdelings = one_after_the_other);

/// The moments that the guard looks at: today, the end of today, and the end of each of the seven days after.
constexpr std::size_t kMomenten = 9;
using Telling = std::array<std::uint64_t, kMomenten>;

/// How many registrations are in force at each of those moments.
struct Vooruitblik {
  Telling voor{};   ///< of the set before, by its own end dates …
  Telling na{};     ///< … of the set after …
  Telling kwijt{};  ///< … and of the set before, but not of the one after

  bool operator==(const Vooruitblik&) const = default;
};

/// The difference that a file makes.
struct Verschil {
  std::vector<Setregel> nieuwe_stand;  ///< ascending by person
  std::vector<std::uint32_t> schrijf;  ///< rows that are new, changed, or confirmed again: places in the list compared
  std::vector<Setregel> behoud;        ///< to write again from the generation where they are stored
  /// Pseudonyms under which nobody is registered any more: of persons who are
  /// not, and of those who from now on stand under a newer index key.
  std::vector<Pseudoniem> verwijder;
  std::uint64_t nieuw = 0;
  std::uint64_t gewijzigd = 0;
  std::uint64_t beeindigd = 0;
  std::uint64_t ongewijzigd = 0;
  std::uint64_t niet_beeindigd = 0;
  std::uint64_t verlopen = 0;  ///< of those ended, whose end date had passed

  Vooruitblik blik;  ///< who is in force before and after the file

  /// Whether there is nothing to write.
  bool empty() const { return schrijf.empty() && behoud.empty() && verwijder.empty(); }
};

struct Vergelijkregels {
  std::int32_t vandaag;           ///< the day in Amsterdam
  std::int32_t vorige_peildatum;  ///< of the delivery in force; any value when there is none
  bool beeindigt_niemand;         ///< some rows named nobody readable or may have swallowed others
  Generatie generatie = 1;        ///< what is written will be stored under
  std::uint32_t sleutel = 1;      ///< index key that names the persons of the file
};

/// Compares the whole file with all that is registered. All lists are
/// ascending by person; `foutief` are the persons of refused rows, whose
/// registration stays as it was unless a good row names them too. Where the
/// file ends nobody, or where the person stands on a refused row too, the registration
/// of a row that would end it earlier than it does stays as it was as well: `ongewijzigd`,
/// and `niet_beeindigd`. An end date of the coming week of those that stay is put off
/// beyond it, since what could not be read may have done so. `eerder`
/// names the file's persons under each other key that `stand` has.
Verschil compare(const std::vector<Setregel>& stand, const std::vector<Bestandsrij>& rijen,
                 const std::vector<Pseudoniem>& foutief, const Vergelijkregels& regels,
                 const std::vector<Oudenamen>& eerder = {});

/// What stays in force while the file waits for a decision: everybody as they are, but that an end date of the coming
/// week is put off as the file has it, at most to the day beyond that week; whom compare() would leave as they are, to
/// that day. Nobody comes or goes. Takes what compare() takes.
Verschil put_off_ends(const std::vector<Setregel>& stand, const std::vector<Bestandsrij>& rijen,
                      const std::vector<Pseudoniem>& foutief, const Vergelijkregels& regels,
                      const std::vector<Oudenamen>& eerder = {});

/// The difference that leads from what is registered back to what was, each
/// ascending by person. Registrations to write again are in `behoud`. Persons
/// under different index keys count as different ones; of those under a key that
/// `doel` lacks nobody can tell who is lost, so that `blik` does not count them as that.
Verschil restore(const std::vector<Setregel>& stand, const std::vector<Setregel>& doel, const Vergelijkregels& regels);

/// Who of an earlier set would still be in force under the set that compare() made of the same file.
Vooruitblik outlook(const std::vector<Setregel>& eerder_geregistreerd, const std::vector<Setregel>& nieuwe_stand,
                    const std::vector<Bestandsrij>& rijen, const Vergelijkregels& regels,
                    const std::vector<Oudenamen>& eerder = {});

/// Takes the counts of the difference into those of the file.
void fill_in(proto::Aantallen& aantallen, const Verschil& verschil);

/// Whether somebody is in force and nobody would be, or nobody of those, now or
/// at the end of one of the days of the outlook.
bool leaves_nobody(const Verschil& verschil);

}  // namespace vish::storage
