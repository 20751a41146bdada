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
  put_text(out, encode(ingelezen.registratie(rij)));
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
  rij.index = static_cast<std::uint32_t>(ingelezen.inhoud.size());
  ingelezen.inhoud.push_back({static_cast<std::uint32_t>(ingelezen.kenmerken.size()),
                              static_cast<std::uint16_t>(registratie->kenmerk.size()), registratie->fase});
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

Stored<void> save_held(Database& database, const Crypto& crypto, std::uint32_t nummer, std::uint64_t generatie,
                       const Ingelezen& ingelezen) {
  ChunkWriter writer(database, Cf::vastgehouden, nummer, Deel::stand, generatie, &crypto.zegel());
  if (ingelezen.onleesbare_rijen) {
    if (auto added = writer.add(start(Item::onleesbaar, {})); !added) return added;
  }
  for (const auto& persoon : ingelezen.foutief) {
    if (auto added = writer.add(start(Item::foutief, persoon)); !added) return added;
  }
  for (const auto& rij : ingelezen.rijen) {
    if (auto added = writer.add(encode_row(ingelezen, rij)); !added) return added;
  }
  return writer.finish();
}

Stored<Ingelezen> load_held(const Database& database, const Crypto& crypto, std::uint32_t nummer,
                            std::uint64_t generatie) {
  Ingelezen ingelezen;
  const auto read = read_chunks(database, Cf::vastgehouden, chunk_prefix(nummer, Deel::stand, generatie),
                                &crypto.zegel(), [&](std::string_view items) { return take_items(items, ingelezen); });
  if (!read) return read.error();
  return ingelezen;
}

}  // namespace vish::storage
