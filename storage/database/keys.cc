#include "storage/database/keys.h"

#include "base/core/codec.h"

namespace vish::storage {

std::string registratie_key(const Pseudoniem& persoon, std::uint32_t nummer, Generatie generatie) {
  std::string key(persoon.begin(), persoon.end());
  put_u32(key, nummer);
  put_u32(key, ~generatie);
  return key;
}

std::optional<RegistratieKey> parse_registratie_key(std::string_view key) {
  Decoder decoder(key);
  decoder.raw(std::tuple_size_v<Pseudoniem>);
  const auto nummer = decoder.u32();
  const Generatie generatie = ~decoder.u32();
  if (!decoder.complete()) return std::nullopt;
  return RegistratieKey{nummer, generatie};
}

std::string nummer_key(std::uint32_t nummer) {
  std::string key;
  put_u32(key, nummer);
  return key;
}

std::string chunk_prefix(std::uint32_t nummer, Generatie generatie) {
  std::string key = nummer_key(nummer);
  put_u32(key, generatie);
  return key;
}

std::string chunk_key(std::uint32_t nummer, Generatie generatie, std::uint32_t chunk) {
  std::string key = chunk_prefix(nummer, generatie);
  put_u32(key, chunk);
  return key;
}

std::optional<ChunkKey> parse_chunk_key(std::string_view key) {
  Decoder decoder(key);
  const auto nummer = decoder.u32();
  const Generatie generatie = decoder.u32();
  decoder.u32();
  if (!decoder.complete()) return std::nullopt;
  return ChunkKey{nummer, generatie};
}

std::string rapport_key(std::uint32_t nummer, std::string_view aanlevering_id) {
  return nummer_key(nummer).append(aanlevering_id);
}

std::string rapport_index_key(std::string_view aanlevering_id) { return rapport_key(0, aanlevering_id); }

std::string rapport_dag_prefix(std::uint32_t nummer, Datum peildatum) {
  std::string key = nummer_key(kRapportdagen);
  put_u32(key, nummer);
  put_i32(key, peildatum.days());
  return key;
}

std::string rapport_dag_key(std::uint32_t nummer, Datum peildatum, std::string_view aanlevering_id) {
  return rapport_dag_prefix(nummer, peildatum).append(aanlevering_id);
}

std::string geweigerd_key(std::uint32_t nummer) { return nummer_key(nummer).append("geweigerd"); }

std::string audit_key(std::uint64_t volgnummer) {
  std::string key;
  put_u64(key, volgnummer);
  return key;
}

std::string auditpersoon_key(const Pseudoniem& persoon, std::uint64_t volgnummer) {
  std::string key(persoon.begin(), persoon.end());
  put_u64(key, volgnummer);
  return key;
}

std::string after_prefix(std::string prefix) {
  while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xFFU) prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

}  // namespace vish::storage
