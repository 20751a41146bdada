#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "proto/json/rapport.h"
#include "proto/registry/parties.h"
#include "storage/comparison/vergelijking.h"

namespace vish::storage {

// The guard: which deliveries wait for an operator (product rules: the guard), as pure functions.

/// The level after one delivery. Days count from 1970-01-01.
struct Peil {
  std::int32_t dag;      ///< the day on which the delivery was received, in Amsterdam
  std::uint64_t aantal;  ///< registrations in force at the end of the seventh day after `dag`
  /// The running sum of what files added and took away by that moment. Only differences of it have a meaning.
  std::int64_t saldo;
  std::uint64_t toen = 0;  ///< registrations in force on `dag`
  /// registrations that were in force before this file and the files that it corrects, and are not at that moment
  std::uint64_t weg = 0;
  /// The part of `toen` whose loss counts. Where levels begin, an end date of that week does not count as a loss,
  /// because it was decided on with the rest.
  std::uint64_t blijvend = 0;
  std::uint64_t weg_toen =
      0;  ///< as `weg`, but on `dag`: an end date that is put off daily is never known a week ahead

  bool operator==(const Peil&) const = default;
};
/// The levels of the last deliveries, the newest last. Those of the last thirty days count, and the last one before
/// them; older ones stay for a while, in case the clock was ahead.
using Verloop = std::vector<Peil>;

/// Returns the levels with which the net loss of a file is computed. A correction takes the place of the newest
/// delivery. Without earlier levels `blik` gives the one level.
Verloop earlier_levels(Verloop verloop, bool correctie, std::int32_t vandaag, const Vooruitblik& blik);
/// The registrations in force that a file, or the files that it corrects, took away.
struct Weggevallen {
  std::uint64_t toen = 0;       ///< today
  std::uint64_t week_erop = 0;  ///< at the end of the seventh day from now
};
/// Adds the level after a processed file. `eerder` is the result of earlier_levels().
Verloop add_level(Verloop eerder, std::int32_t vandaag, const Vooruitblik& blik, const Weggevallen& weg);
/// Returns the only level after the decision of an operator; no earlier level counts any more.
Verloop first_level(std::int32_t vandaag, const Vooruitblik& blik);

/// A rule of the guard.
enum class Houdregel : std::uint8_t {
  afname,         ///< more than both thresholds of registrations would no longer be in force
  niets_over,     ///< no registration would be in force
  meerderheid,    ///< of a small set more than half, or everyone
  netto_afname,   ///< too large a net loss within thirty days
  groei,          ///< too many would be added
  netto_groei,    ///< too many would be added within thirty days
  eerste_bestand  ///< too many for a first file
};
std::string_view to_text(Houdregel regel);

/// A reason why a delivery is held.
struct Houdreden {
  Houdregel regel;
  std::uint64_t aantal = 0;  ///< the registrations that would go or come
  std::uint64_t van = 0;     ///< the registrations in force before
  std::int32_t dag = 0;      ///< the first day on which the rule applies

  bool operator==(const Houdreden&) const = default;
};
/// All reasons why one delivery is held.
using Houdredenen = std::vector<Houdreden>;

/// Returns why an operator must look at a file before it is processed, and no reason for a file that needs no look.
/// `verloop` is the result of earlier_levels(). `gecorrigeerd` is the outlook of a correction against the file that it
/// corrects, of which it may not take too many either.
Houdredenen must_hold(const Vooruitblik& blik, const Verloop& verloop, std::int32_t vandaag,
                      const proto::Drempels& drempels, const std::optional<Vooruitblik>& gecorrigeerd = std::nullopt);

/// Returns the reasons in Dutch, one sentence each.
std::string to_dutch(const Houdredenen& redenen, std::int32_t vandaag, const proto::Drempels& drempels);

/// Whether so many registrations end in the coming week, by known end dates, that a file with this effect would be
/// held. A few of a small set do not count. `van_kracht` has the number in force at each moment.
bool many_end_soon(const Telling& van_kracht, const proto::Drempels& drempels);

/// Whether files took away, within thirty days, more than half of the lowest number in force, regardless of the persons
/// who came instead, and whether this went on in the last week: on the day itself, or a week later.
bool many_were_exchanged(const Verloop& verloop, std::int32_t vandaag);

/// Whether a file has more faulty rows than the threshold allows.
bool too_many_faulty(const proto::Aantallen& aantallen, const proto::Drempels& drempels);

}  // namespace vish::storage
