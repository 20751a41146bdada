#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/calendar/datum.h"
#include "storage/crypto/pseudoniem.h"

namespace vish::storage {

// The column families and the keys of the database; docs/storage.md describes them with an example.

/// A column family.
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

/// Returns the key of one version of a registration. A version is visible only when the delivery state of its
/// aansluiting names its generation or a later one. The newest version of a registration sorts first.
std::string registratie_key(const Pseudoniem& persoon, std::uint32_t nummer, Generatie generatie);

/// The parts of a registratie_key() behind the pseudonym.
struct RegistratieKey {
  std::uint32_t nummer;
  Generatie generatie;
};
/// Reads a registratie_key(), and returns nothing for any other key.
std::optional<RegistratieKey> parse_registratie_key(std::string_view key);

/// Returns the key of an aansluiting by its number.
std::string nummer_key(std::uint32_t nummer);

/// Returns the prefix of the keys of a list, and the key of one chunk of it, in `verzamelingen` or `vastgehouden`.
std::string chunk_prefix(std::uint32_t nummer, Generatie generatie);
std::string chunk_key(std::uint32_t nummer, Generatie generatie, std::uint32_t chunk);

/// Names a list: an aansluiting and a generation.
struct ChunkKey {
  std::uint32_t nummer;
  Generatie generatie;
};
/// Reads a chunk_key(), without the number of the chunk, and returns nothing for any other key.
std::optional<ChunkKey> parse_chunk_key(std::string_view key);

/// Returns the key of a report. Reports of one aansluiting sort by time, because an aanleveringId is a UUIDv7.
std::string rapport_key(std::uint32_t nummer, std::string_view aanlevering_id);
/// Returns the key under which the number of the aansluiting is found from an aanleveringId alone.
std::string rapport_index_key(std::string_view aanlevering_id);
/// The number under which the reports of an aansluiting are listed by day; no aansluiting has it. Reports of one day
/// sort by their ids.
constexpr std::uint32_t kRapportdagen = 0xFFFFFFFF;
std::string rapport_dag_prefix(std::uint32_t nummer, Datum peildatum);
std::string rapport_dag_key(std::uint32_t nummer, Datum peildatum, std::string_view aanlevering_id);
/// Returns the key of the refused deliveries of an aansluiting, beside its delivery state.
std::string geweigerd_key(std::uint32_t nummer);

/// Returns the key of a line of the audit log.
std::string audit_key(std::uint64_t volgnummer);
/// Returns the key of a line about a person, who has the pseudonym of the audit log.
std::string auditpersoon_key(const Pseudoniem& persoon, std::uint64_t volgnummer);

/// Returns the first key after all keys that start with `prefix`.
std::string after_prefix(std::string prefix);

}  // namespace vish::storage
