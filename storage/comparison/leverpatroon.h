#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar/datum.h"
#include "proto/json/rapport.h"

namespace vish::storage {

// The oddities of deliveries that are each good, as pure functions. They hold counts, never persons.

/// The pattern of the processed deliveries of one aansluiting.
struct Leverpatroon {
  /// deliveries in a row that left registrations as they were because of faulty rows
  std::uint32_t niemand_beeindigd = 0;
  std::uint32_t dagen_gelijk = 0;  ///< peildata in a row with exactly the same persons and details
  std::uint32_t correcties = 0;    ///< corrections of the peildatum in force
  std::uint32_t testnummers = 0;   ///< rows with public test numbers that were skipped in the delivery in force
  bool eerder_bestand = false;     ///< the set in force was in force before, and other sets since
  std::uint64_t registraties = 0;  ///< registrations of the delivery in force
  /// The keyed marks of the sets that the last processed files left, each once, the newest last. Marks of earlier
  /// versions are of the bytes of the files.
  std::vector<std::uint64_t> bestanden{};

  bool operator==(const Leverpatroon&) const = default;
};

/// The number of earlier files that are recognised.
inline constexpr std::size_t kBestandenHerkend = 32;

/// The facts of one delivery for the pattern.
struct Leverfeiten {
  bool correctie = false;          ///< it corrects the peildatum in force
  bool verandert_niets = false;    ///< no registration is new or changed, and none ended but by an end date
  bool beeindigt_niemand = false;  ///< faulty rows kept, or may have kept, registrations in force
  std::uint64_t testnummers = 0;
  std::uint64_t registraties = 0;  ///< registrations after the delivery
  std::uint64_t bestand = 0;       ///< the keyed mark of the set after it
};
/// Returns the pattern after a delivery.
Leverpatroon after_delivery(Leverpatroon before, const Leverfeiten& feiten);
/// Returns the pattern after an earlier delivery, whose set has the mark `bestand`, was put back: later files count as
/// not seen.
Leverpatroon after_rollback(Leverpatroon before, std::uint64_t bestand, std::uint64_t registraties);

using proto::kOpvallend;
using proto::Opvallend;

/// Whether the pattern shows the oddity: three deliveries in a row that ended nobody because of faulty rows; the same
/// set of at least 20 on ten peildata; three corrections of one peildatum; an earlier set again; public test numbers
/// in productie. It is false for the other oddities, which the pattern does not show.
bool is_opvallend(const Leverpatroon& patroon, Opvallend opvallend);

/// Adds the oddities of the pattern to the report of the delivery in force, as findings on the whole file. Test numbers
/// are left out, because they have findings of their own.
void tell(const Leverpatroon& patroon, proto::Aanleverrapport& rapport);

/// Puts a finding on the file as a whole before the others, with the text of its code or with another one.
void remark(proto::Aanleverrapport& rapport, proto::Bevindingcode code, std::string melding);
void remark(proto::Aanleverrapport& rapport, proto::Bevindingcode code);

}  // namespace vish::storage
