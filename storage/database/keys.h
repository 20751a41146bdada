#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/calendar/datum.h"
#include "storage/crypto/pseudoniem.h"

namespace vish::storage {

// Where everything lies: column families and keys, as docs/storage.md
// describes them with an example.

enum class Cf : std::uint8_t {
  meta,
  registers,
  standen,
  registraties,
  verzamelingen,
  rapporten,
  vastgehouden,
  audit,
  auditpersonen
};
constexpr std::size_t kCfCount = 9;

/// Not visible until the leverstand of the aansluiting names the generation
/// (or a later one); newest first among the versions of one registration.
std::string registratie_key(const Pseudoniem& persoon, std::uint32_t nummer, Generatie generatie);

struct RegistratieKey {
  std::uint32_t nummer;
  Generatie generatie;
};
std::optional<RegistratieKey> parse_registratie_key(std::string_view key);

std::string nummer_key(std::uint32_t nummer);

/// Chunks of a list in `verzamelingen` or `vastgehouden`.
std::string chunk_prefix(std::uint32_t nummer, Generatie generatie);
std::string chunk_key(std::uint32_t nummer, Generatie generatie, std::uint32_t chunk);

struct ChunkKey {
  std::uint32_t nummer;
  Generatie generatie;
};
std::optional<ChunkKey> parse_chunk_key(std::string_view key);

/// A report under its aansluiting; a UUIDv7 sorts by time.
std::string rapport_key(std::uint32_t nummer, std::string_view aanlevering_id);
/// Leads from an aanleveringId alone to the aansluiting's number.
std::string rapport_index_key(std::string_view aanlevering_id);
/// The reports of an aansluiting for one day, in the order of their ids; under
/// a number that no aansluiting has.
constexpr std::uint32_t kRapportdagen = 0xFFFFFFFF;
std::string rapport_dag_prefix(std::uint32_t nummer, Datum peildatum);
std::string rapport_dag_key(std::uint32_t nummer, Datum peildatum, std::string_view aanlevering_id);
/// The refused deliveries of an aansluiting, beside its leverstand.
std::string geweigerd_key(std::uint32_t nummer);

std::string audit_key(std::uint64_t volgnummer);
/// A line about that person, who is named as in the audit log.
std::string auditpersoon_key(const Pseudoniem& persoon, std::uint64_t volgnummer);

/// The first key after all that start with `prefix`.
std::string after_prefix(std::string prefix);

}  // namespace vish::storage
