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

/// With its place among the reports of its day.
void put_rapport(Ops& ops, std::uint32_t nummer, const proto::Aanleverrapport& rapport);
/// Makes the report findable by its id alone; once, when it is new.
Op put_rapport_index(std::uint32_t nummer, const proto::Aanleverrapport& rapport);
/// What takes a stored report away, wherever it stands; itself last, so that
/// what a crash leaves can be found.
Ops remove_rapport(std::uint32_t nummer, std::string_view aanlevering_id, std::string_view value);

/// Gives the reports of a database of before their places by day, once.
/// `goes_on` is called now and then.
Stored<void> place_rapporten_by_day(Database& database, const std::function<void()>& goes_on);
/// Has new reports listed after those that are stored, also where the clock was
/// set back while no server ran.
Stored<void> list_after_stored(const Database& database);
/// That the reports have their places by day, or never lacked them.
Op rapporten_placed_by_day();

Stored<proto::Aanleverrapport> decode_rapport(std::string_view value);

struct Rapporthoofd {
  Datum peildatum;
  proto::Aanleverstatus status;
  /// Absent in a report of the older form: the report itself tells it.
  std::optional<Tijdstip> ontvangen_op;
};
std::optional<Rapporthoofd> peek_rapport(std::string_view value);

struct Rapportplaats {
  std::uint32_t nummer;
  proto::Aanleverrapport rapport;
};
Stored<std::optional<Rapportplaats>> find_rapport(const Database& database, std::string_view aanlevering_id);

}  // namespace vish::storage
