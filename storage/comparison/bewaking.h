#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "proto/json/rapport.h"
#include "proto/registry/parties.h"
#include "storage/comparison/vergelijking.h"

namespace vish::storage {

// The guard: which deliveries wait for an operator, as plain functions over
// plain values (product rules: the guard).

/// What a delivery left. Days count from 1970-01-01.
struct Peil {
  std::int32_t dag;      ///< on which it was received, in Amsterdam
  std::uint64_t aantal;  ///< in force at the end of the seventh day after
  /// Runs on from delivery to delivery: what files added and took away by that
  /// moment. Only differences mean something.
  std::int64_t saldo;
  std::uint64_t toen = 0;  ///< in force when it was received
  std::uint64_t weg = 0;   ///< of those in force before it or a file that it corrects, no longer by that moment
  /// Of `toen` those of whom a loss counts: where levels begin, an end date of that week was decided on with the rest.
  std::uint64_t blijvend = 0;
  std::uint64_t weg_toen =
      0;  ///< as `weg`, by the day itself: an end date that is put off daily is not known a week on

  bool operator==(const Peil&) const = default;
};
/// Of the last thirty days and the last one before them, the newest last.
using Verloop = std::vector<Peil>;

/// What the file is compared with by the net loss. A correction takes the
/// place of the newest delivery. Where nothing is known, `blik` tells what there was.
Verloop earlier_levels(Verloop verloop, bool correctie, std::int32_t vandaag, const Vooruitblik& blik);
/// How many of those in force a file took away, and before it the files that it corrects.
struct Weggevallen {
  std::uint64_t toen = 0;       ///< today
  std::uint64_t week_erop = 0;  ///< by the end of the seventh day after
};
/// After the file is processed; `eerder` as earlier_levels() gave it.
Verloop add_level(Verloop eerder, std::int32_t vandaag, const Vooruitblik& blik, const Weggevallen& weg);
/// After an operator decided: nothing from before counts any more.
Verloop first_level(std::int32_t vandaag, const Vooruitblik& blik);

enum class Houdregel : std::uint8_t {
  afname,         ///< more than both thresholds would no longer be in force
  niets_over,     ///< nobody would be in force
  meerderheid,    ///< of a small set more than half, or everyone
  netto_afname,   ///< too large a net loss within thirty days
  groei,          ///< too many came
  netto_groei,    ///< too many came within thirty days
  eerste_bestand  ///< too many for a first file
};
std::string_view to_text(Houdregel regel);

/// Why a delivery is held.
struct Houdreden {
  Houdregel regel;
  std::uint64_t aantal = 0;  ///< that would go, or come
  std::uint64_t van = 0;     ///< in force before
  std::int32_t dag = 0;      ///< first day on which it is so

  bool operator==(const Houdreden&) const = default;
};
using Houdredenen = std::vector<Houdreden>;

/// Why an operator must look before the file becomes true; none: it needs no
/// look. `eerder` as earlier_levels() gave it. `gecorrigeerd`: of a correction,
/// against the file that it corrects, of which it may not take too many either.
Houdredenen must_hold(const Vooruitblik& blik, const Verloop& eerder, std::int32_t vandaag,
                      const proto::Drempels& drempels, const std::optional<Vooruitblik>& gecorrigeerd = std::nullopt);

/// The same for people, in Dutch: a sentence each.
std::string to_dutch(const Houdredenen& redenen, std::int32_t vandaag, const proto::Drempels& drempels);

/// Whether so many of those in force end in the coming week, by end dates that
/// are known, that a file which did it would be held. A few of a small set are
/// no reason. `van_kracht`: at each moment.
bool many_end_soon(const Telling& van_kracht, const proto::Drempels& drempels);

/// Whether files took away more than half of as many as there were at the
/// fewest, within thirty days, whoever came instead, and it went on in the last
/// week: by the day itself, or by what they left a week on.
bool many_were_exchanged(const Verloop& verloop, std::int32_t vandaag);

/// Whether more faulty rows came than a file may have.
bool too_many_faulty(const proto::Aantallen& aantallen, const proto::Drempels& drempels);

}  // namespace vish::storage
