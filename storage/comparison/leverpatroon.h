#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar/datum.h"
#include "proto/json/rapport.h"

namespace vish::storage {

// What is odd about deliveries that are each good by themselves: rules over
// plain values. Counts, never who.

/// How the processed deliveries of one aansluiting went so far.
struct Leverpatroon {
  std::uint32_t niemand_beeindigd = 0;  ///< so many in a row left registrations as they were because of faulty rows
  std::uint32_t dagen_gelijk = 0;       ///< on so many peildata in a row exactly these persons and details came
  std::uint32_t correcties = 0;         ///< of the peildatum in force
  std::uint32_t testnummers = 0;        ///< rows of the delivery in force that were skipped as public test numbers
  bool eerder_bestand = false;          ///< the set in force was so before, and another since
  std::uint64_t registraties = 0;       ///< of the delivery in force
  /// Keyed marks of the sets that the last files left, the newest last, each
  /// once; those of earlier versions are of the bytes of the files.
  std::vector<std::uint64_t> bestanden{};

  bool operator==(const Leverpatroon&) const = default;
};

/// So many files are recognised when they come back.
inline constexpr std::size_t kBestandenHerkend = 32;

/// What a delivery adds to the pattern.
struct Leverfeiten {
  bool correctie = false;          ///< of the peildatum that was in force
  bool verandert_niets = false;    ///< nobody new, changed, or ended but by an end date
  bool beeindigt_niemand = false;  ///< faulty rows kept registrations in force, or might have
  std::uint64_t testnummers = 0;
  std::uint64_t registraties = 0;  ///< after it
  std::uint64_t bestand = 0;       ///< keyed mark of the set after it
};
Leverpatroon after_delivery(Leverpatroon before, const Leverfeiten& feiten);
/// After an earlier delivery was put back, whose set has that mark: what came
/// since counts as not seen.
Leverpatroon after_rollback(Leverpatroon before, std::uint64_t bestand, std::uint64_t registraties);

using proto::kOpvallend;
using proto::Opvallend;

/// Whether the pattern asks for an operator: three deliveries in a row that
/// ended nobody because of faulty rows; the same set of at least 20 on ten
/// peildata; three corrections of one peildatum; an earlier set again; public
/// test numbers in productie. The pattern does not know of the other kinds.
bool is_opvallend(const Leverpatroon& patroon, Opvallend opvallend);

/// Tells it in the report of the delivery in force, as findings on the file as
/// a whole. Test numbers have findings of their own.
void tell(const Leverpatroon& patroon, proto::Aanleverrapport& rapport);

/// Puts a finding on the file as a whole before the others, with the text of its code or with another one.
void remark(proto::Aanleverrapport& rapport, proto::Bevindingcode code, std::string melding);
void remark(proto::Aanleverrapport& rapport, proto::Bevindingcode code);

}  // namespace vish::storage
