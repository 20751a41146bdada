#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "database.h"
#include "proto/rapport.h"

namespace vish::storage {

// Reports of deliveries, each under its aansluiting's number. The stored form
// starts with the peildatum, the status and the moment of receipt, so that a
// search need not read the whole.

Op put_rapport(std::uint32_t nummer, const proto::Aanleverrapport& rapport);
/// Makes the report findable by its id alone; once, when it is new.
Op put_rapport_index(std::uint32_t nummer, const proto::Aanleverrapport& rapport);

Stored<proto::Aanleverrapport> decode_rapport(std::string_view value);

struct Rapporthoofd {
  proto::Datum peildatum;
  proto::Aanleverstatus status;
  /// Absent in a report of the older form: the report itself tells it.
  std::optional<proto::Tijdstip> ontvangen_op;
};
std::optional<Rapporthoofd> peek_rapport(std::string_view value);

struct Rapportplaats {
  std::uint32_t nummer;
  proto::Aanleverrapport rapport;
};
Stored<std::optional<Rapportplaats>> find_rapport(const Database& database, std::string_view aanlevering_id);

}  // namespace vish::storage
