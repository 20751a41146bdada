#include "storage/delivery/vastgehouden.h"

#include <algorithm>
#include <string>

#include "base/core/codec.h"
#include "base/core/try.h"
#include "storage/sets/verzameling.h"

namespace vish::storage {
namespace {

/// The items of a held list. `sleutel` is another key under which the list names persons too; `oude_naam` is the name
/// of the row before it under such a key, and `oud_foutief` that of the person of a refused row.
enum class Item : std::uint8_t {
  rij = 'r',
  foutief = 'f',
  niemand = 'o',
  sleutel = 's',
  oude_naam = 'n',
  oud_foutief = 'g'
};

std::string start(Item item, const Pseudoniem& persoon) {
  std::string out;
  put_u8(out, static_cast<std::uint8_t>(item));
  return out.append(persoon.begin(), persoon.end());
}

std::string encode_row(const RowsRead& rows_read, const Bestandsrij& rij) {
  std::string out = start(Item::rij, rij.persoon);
  put_u64(out, rij.digest);
  std::string registratie;
  append(registratie, rows_read.registratie(rij));
  put_text(out, registratie);
  return out;
}

/// Returns false when the bytes are no saved row.
bool take_row(Decoder& in, const Pseudoniem& persoon, RowsRead& rows_read) {
  Bestandsrij rij;
  rij.persoon = persoon;
  rij.digest = in.u64();
  const auto registratie = decode_registratie(in.text());
  if (!registratie) return false;
  rij.startdatum = registratie->startdatum;
  rij.einddatum = registratie->einddatum;
  rij.fase = registratie->fase;
  rij.kenmerk = static_cast<std::uint32_t>(rows_read.kenmerken.size());
  rij.kenmerk_bytes = static_cast<std::uint16_t>(registratie->kenmerk.size());
  rows_read.kenmerken.append(registratie->kenmerk);
  rows_read.rijen.push_back(rij);
  return true;
}

std::string encode_key(std::uint32_t sleutel) {
  std::string out = start(Item::sleutel, {});
  put_u32(out, sleutel);
  return out;
}

std::string encode_name(std::uint32_t sleutel, const Oudenaam& naam) {
  std::string out = start(Item::oude_naam, naam.persoon);
  put_u32(out, sleutel);
  put_u64(out, naam.digest);
  return out;
}

std::string encode_refused(std::uint32_t sleutel, const Pseudoniem& persoon) {
  std::string out = start(Item::oud_foutief, persoon);
  put_u32(out, sleutel);
  return out;
}

Oudenamen& names_under(std::uint32_t sleutel, RowsRead& rows_read) {
  const auto found = std::find_if(rows_read.eerder.begin(), rows_read.eerder.end(),
                                  [&](const Oudenamen& each) { return each.sleutel == sleutel; });
  return found == rows_read.eerder.end() ? rows_read.eerder.emplace_back(Oudenamen{sleutel, {}, {}}) : *found;
}

/// Returns false when no row goes before the name.
bool take_name(Decoder& in, const Pseudoniem& persoon, RowsRead& rows_read) {
  if (rows_read.rijen.empty()) return false;
  const auto sleutel = in.u32();
  const auto digest = in.u64();
  names_under(sleutel, rows_read)
      .rijen.push_back({persoon, digest, static_cast<std::uint32_t>(rows_read.rijen.size() - 1)});
  return true;
}

bool take_items(std::string_view items, RowsRead& rows_read) {
  Decoder in(items);
  while (in.ok() && !in.rest().empty()) {
    const auto item = static_cast<Item>(in.u8());
    const auto bytes = in.raw(std::tuple_size_v<Pseudoniem>);
    Pseudoniem persoon{};
    std::copy(bytes.begin(), bytes.end(), persoon.begin());
    if (item == Item::rij && !take_row(in, persoon, rows_read)) return false;
    if (item == Item::sleutel) names_under(in.u32(), rows_read);
    if (item == Item::oude_naam && !take_name(in, persoon, rows_read)) return false;
    if (item == Item::oud_foutief) names_under(in.u32(), rows_read).foutief.push_back(persoon);
    if (item == Item::foutief) rows_read.foutief.push_back(persoon);
    if (item == Item::niemand) rows_read.beeindigt_niemand = true;
  }
  return in.ok();
}

/// Returns the names of the rows under other keys, each list in the order of the rows.
std::vector<Oudenamen> by_row(std::vector<Oudenamen> eerder) {
  for (auto& namen : eerder) {
    std::sort(namen.rijen.begin(), namen.rijen.end(),
              [](const Oudenaam& a, const Oudenaam& b) { return a.rij < b.rij; });
  }
  return eerder;
}

Stored<void> add_rows(ChunkWriter& writer, const RowsRead& rows_read) {
  const auto eerder = by_row(rows_read.eerder);
  for (std::size_t i = 0; i < rows_read.rijen.size(); ++i) {
    if (auto added = writer.add(encode_row(rows_read, rows_read.rijen[i])); !added) return added;
    for (const auto& namen : eerder) {
      if (auto added = writer.add(encode_name(namen.sleutel, namen.rijen[i])); !added) return added;
    }
  }
  return {};
}

Stored<void> add_refused(ChunkWriter& writer, const RowsRead& rows_read) {
  for (const auto& persoon : rows_read.foutief) {
    if (auto added = writer.add(start(Item::foutief, persoon)); !added) return added;
  }
  for (const auto& namen : rows_read.eerder) {
    if (auto added = writer.add(encode_key(namen.sleutel)); !added) return added;
    for (const auto& persoon : namen.foutief) {
      if (auto added = writer.add(encode_refused(namen.sleutel, persoon)); !added) return added;
    }
  }
  return {};
}

}  // namespace

Stored<void> save_held(Database& database, const Crypto& crypto, const ChunkKey& list, const RowsRead& rows_read) {
  AheadWriter ahead(database);
  ChunkWriter writer(ahead.sink(Cf::vastgehouden), crypto.zegel(), list.nummer, list.generatie);
  if (rows_read.beeindigt_niemand) {
    if (auto added = writer.add(start(Item::niemand, {})); !added) return added;
  }
  if (auto added = add_refused(writer, rows_read); !added) return added;
  if (auto added = add_rows(writer, rows_read); !added) return added;
  if (auto finished = writer.finish(); !finished) return finished;
  return ahead.finish();
}

Stored<RowsRead> load_held(const Database& database, const Crypto& crypto, const ChunkKey& list,
                           std::uint32_t sleutel) {
  RowsRead rows_read;
  rows_read.sleutel = sleutel;
  for (std::uint32_t chunk = 0;; ++chunk) {
    const auto items = TRY(read_chunk(database, Cf::vastgehouden, crypto.zegel(), list, chunk));
    if (!items) {
      for (auto& namen : rows_read.eerder) sort_names(namen);
      return rows_read;
    }
    if (!take_items(*items, rows_read)) return Error{ErrorCode::corrupt, "een vastgehouden lijst is beschadigd"};
  }
}

}  // namespace vish::storage
