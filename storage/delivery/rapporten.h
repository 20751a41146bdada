#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "proto/json/rapport.h"
#include "storage/database/database.h"

namespace vish::storage {

// Reports of deliveries, each under its aansluiting's number. The stored form
// starts with the peildatum, the status and the moment of receipt, so that a
// search need not read the whole.

/// Adds the report to `ops`, with its place among the reports of its day.
void put_rapport(Ops& ops, std::uint32_t nummer, const proto::Aanleverrapport& rapport);
/// Returns the change that makes a new report findable by its id alone.
Op put_rapport_index(std::uint32_t nummer, const proto::Aanleverrapport& rapport);
/// Returns the changes that remove a report from all its places. The report itself goes last, so that it can be found
/// when a crash leaves some of its places.
Ops remove_rapport(std::uint32_t nummer, std::string_view aanlevering_id, std::string_view value);

/// Gives the reports of an older database their places by day, once. Calls `goes_on` from time to time.
Stored<void> place_rapporten_by_day(Database& database, const std::function<void()>& goes_on);
/// Ensures that new reports are listed after the stored reports, also when the clock was set back while no server ran.
Stored<void> list_after_stored(const Database& database);
/// Returns the change that records that the reports have their places by day.
Op rapporten_placed_by_day();

/// Reads a stored report; returns `corrupt` when it is damaged.
Stored<proto::Aanleverrapport> decode_rapport(std::string_view value);

/// The head of a stored report.
struct Rapporthoofd {
  Datum peildatum;
  proto::Aanleverstatus status;
  /// The moment is absent in the head of a report of the older form; the report itself has it.
  std::optional<Tijdstip> ontvangen_op;
};
/// Reads the head of a stored report; returns nothing when the head is damaged.
std::optional<Rapporthoofd> peek_rapport(std::string_view value);

/// A report and the number of its aansluiting.
struct Rapportplaats {
  std::uint32_t nummer;
  proto::Aanleverrapport rapport;
};
/// Finds a report by its id; returns nothing when there is none.
Stored<std::optional<Rapportplaats>> find_rapport(const Database& database, std::string_view aanlevering_id);

}  // namespace vish::storage
