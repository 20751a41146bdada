#include "vastgehouden.h"

#include <algorithm>
#include <string>

#include "codec.h"
#include "verzameling.h"

namespace vish::storage {
namespace {

enum class Item : std::uint8_t { rij = 'r', foutief = 'f', onleesbaar = 'o' };

std::string start(Item item, const Pseudoniem& persoon) {
  std::string out;
  put_u8(out, static_cast<std::uint8_t>(item));
  return out.append(persoon.begin(), persoon.end());
}

std::string encode_row(const Ingelezen& ingelezen, const Bestandsrij& rij) {
  std::string out = start(Item::rij, rij.persoon);
  put_u64(out, rij.digest);
  std::string registratie;
  append(registratie, ingelezen.registratie(rij));
  put_text(out, registratie);
  return out;
}

/// False if the row is not one that was saved.
bool take_row(Decoder& in, const Pseudoniem& persoon, Ingelezen& ingelezen) {
  Bestandsrij rij;
  rij.persoon = persoon;
  rij.digest = in.u64();
  const auto registratie = decode_registratie(in.text());
  if (!registratie) return false;
  rij.startdatum = registratie->startdatum;
  rij.einddatum = registratie->einddatum;
  rij.fase = registratie->fase;
  rij.kenmerk = static_cast<std::uint32_t>(ingelezen.kenmerken.size());
  rij.kenmerk_bytes = static_cast<std::uint16_t>(registratie->kenmerk.size());
  ingelezen.kenmerken.append(registratie->kenmerk);
  ingelezen.rijen.push_back(rij);
  return true;
}

bool take_items(std::string_view items, Ingelezen& ingelezen) {
  Decoder in(items);
  while (in.ok() && !in.rest().empty()) {
    const auto item = static_cast<Item>(in.u8());
    const auto bytes = in.raw(std::tuple_size_v<Pseudoniem>);
    Pseudoniem persoon{};
    std::copy(bytes.begin(), bytes.end(), persoon.begin());
    if (item == Item::rij && !take_row(in, persoon, ingelezen)) return false;
    if (item == Item::foutief) ingelezen.foutief.push_back(persoon);
    if (item == Item::onleesbaar) ingelezen.onleesbare_rijen = true;
  }
  return in.ok();
}

}  // namespace

Stored<void> save_held(Database& database, const Crypto& crypto, const ChunkKey& list, const Ingelezen& ingelezen) {
  AheadWriter ahead(database);
  ChunkWriter writer(ahead.sink(Cf::vastgehouden), crypto.zegel(), list.nummer, list.generatie);
  if (ingelezen.onleesbare_rijen) {
    if (auto added = writer.add(start(Item::onleesbaar, {})); !added) return added;
  }
  for (const auto& persoon : ingelezen.foutief) {
    if (auto added = writer.add(start(Item::foutief, persoon)); !added) return added;
  }
  for (const auto& rij : ingelezen.rijen) {
    if (auto added = writer.add(encode_row(ingelezen, rij)); !added) return added;
  }
  if (auto finished = writer.finish(); !finished) return finished;
  return ahead.finish();
}

Stored<Ingelezen> load_held(const Database& database, const Crypto& crypto, const ChunkKey& list) {
  Ingelezen ingelezen;
  for (std::uint32_t chunk = 0;; ++chunk) {
    const auto items = read_chunk(database, Cf::vastgehouden, crypto.zegel(), list, chunk);
    if (!items) return items.error();
    if (!*items) return ingelezen;
    if (!take_items(**items, ingelezen)) return Error{ErrorCode::corrupt, "een vastgehouden lijst is beschadigd"};
  }
}

}  // namespace vish::storage
