#include "storage/sets/verzameling.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/core/codec.h"
#include "base/core/invariant.h"
#include "base/core/try.h"
#include "storage/comparison/pseudoniem_orde.h"

namespace vish::storage {
namespace {

/// The fields of a registration that are stored only where they differ from the usual, so that most items take 25
/// bytes.
enum Setveld : std::uint8_t { kHasEinddatum = 1, kHasBevestigd = 2, kHasGeneratie = 4, kHasSleutel = 8 };
constexpr std::size_t kMaxSetItem = 16 + 8 + 1 + 4 + 4 + 4 + 4;

/// The fields that an item holds only where they differ from the item before it in the chunk.
struct Voorganger {
  Generatie generatie = 0;
  std::uint32_t sleutel = 1;

  void follow(const Setregel& regel) {
    generatie = regel.generatie;
    sleutel = regel.sleutel;
  }
};

void encode(std::string& out, const Setregel& regel, const Voorganger& before) {
  std::uint8_t fields = 0;
  if (regel.einddatum != kGeenEinddatum) fields |= kHasEinddatum;
  if (regel.bevestigd != kNetBevestigd) fields |= kHasBevestigd;
  if (regel.generatie != before.generatie) fields |= kHasGeneratie;
  if (regel.sleutel != before.sleutel) fields |= kHasSleutel;
  out.assign(reinterpret_cast<const char*>(regel.persoon.data()), regel.persoon.size());
  put_u64(out, regel.digest);
  put_u8(out, fields);
  if ((fields & kHasGeneratie) != 0) put_u32(out, regel.generatie);
  if ((fields & kHasEinddatum) != 0) put_i32(out, regel.einddatum);
  if ((fields & kHasBevestigd) != 0) put_i32(out, regel.bevestigd);
  if ((fields & kHasSleutel) != 0) put_u32(out, regel.sleutel);
}

Setregel take_setregel(Decoder& in, const Voorganger& before) {
  Setregel regel{};
  const auto persoon = in.raw(regel.persoon.size());
  std::copy(persoon.begin(), persoon.end(), regel.persoon.begin());
  regel.digest = in.u64();
  const auto fields = in.u8();
  regel.generatie = (fields & kHasGeneratie) != 0 ? in.u32() : before.generatie;
  if ((fields & kHasEinddatum) != 0) regel.einddatum = in.i32();
  if ((fields & kHasBevestigd) != 0) regel.bevestigd = in.i32();
  regel.sleutel = (fields & kHasSleutel) != 0 ? in.u32() : before.sleutel;
  return regel;
}

/// Whether the set of that generation can name these registrations: none is stored under a later generation.
bool fits(const std::vector<Setregel>& set, Generatie generatie) {
  return std::ranges::all_of(set, [generatie](const Setregel& regel) { return regel.generatie <= generatie; });
}

/// Appends the items of a chunk. Returns false when the items are damaged, or do not name persons in their order.
bool take_chunk(std::string_view items, std::vector<Setregel>& into) {
  Decoder in(items);
  Voorganger before;
  while (in.ok() && !in.rest().empty()) {
    into.push_back(take_setregel(in, before));
    before.follow(into.back());
  }
  return in.ok() && ascends(into);
}

Error damaged() { return {ErrorCode::corrupt, "een opgeslagen lijst is beschadigd"}; }

}  // namespace

ChunkWriter::ChunkWriter(Sink sink, const Zegel& zegel, std::uint32_t nummer, Generatie generatie)
    : sink_(std::move(sink)), zegel_(zegel), nummer_(nummer), generatie_(generatie) {}

Stored<void> ChunkWriter::add(std::string_view item) {
  if (!has_room(item.size())) {
    if (auto finished = finish(); !finished) return finished;
  }
  items_.append(item);
  return {};
}

Stored<void> ChunkWriter::finish() {
  if (items_.empty()) return {};
  const auto key = chunk_key(nummer_, generatie_, chunk_++);
  const auto value = zegel_.seal(key, items_);
  items_.clear();
  return sink_(key, value);
}

Stored<std::optional<std::string>> read_chunk(const Database& database, Cf cf, const Zegel& zegel, const ChunkKey& list,
                                              std::uint32_t chunk) {
  const auto key = chunk_key(list.nummer, list.generatie, chunk);
  const auto sealed = TRY(database.get(cf, key));
  if (!sealed) return std::optional<std::string>();
  auto opened = TRY(zegel.open(key, *sealed));
  return std::optional(std::move(opened));
}

Stored<std::optional<std::vector<Setregel>>> read_set_chunk(const Database& database, const Zegel& zegel,
                                                            const ChunkKey& list, std::uint32_t chunk) {
  const auto items = TRY(read_chunk(database, Cf::verzamelingen, zegel, list, chunk));
  if (!items) return std::optional<std::vector<Setregel>>();
  std::vector<Setregel> regels;
  if (!take_chunk(*items, regels) || !fits(regels, list.generatie)) return damaged();
  return std::optional(std::move(regels));
}

Stored<void> save_set(const Sink& sink, const Zegel& zegel, const ChunkKey& list, const std::vector<Setregel>& set) {
  require_invariant(ascends(set), "a set to be stored is out of order");
  require_invariant(fits(set, list.generatie), "a set to be stored names a later generation");
  // An empty set is stored too, as one empty chunk.
  if (set.empty()) {
    const auto key = chunk_key(list.nummer, list.generatie, 0);
    return sink(key, zegel.seal(key, ""));
  }
  ChunkWriter writer(sink, zegel, list.nummer, list.generatie);
  std::string item;
  Voorganger before;
  for (const auto& regel : set) {
    if (!writer.has_room(kMaxSetItem)) {
      if (auto finished = writer.finish(); !finished) return finished;
      before = {};
    }
    encode(item, regel, before);
    if (auto added = writer.add(item); !added) return added;
    before.follow(regel);
  }
  return writer.finish();
}

Setlezer::Setlezer(const Database& database, const Zegel& zegel, const ChunkKey& list)
    : database_(database), zegel_(zegel), list_(list), ended_(list.generatie == 0) {}

const Setregel* Setlezer::peek() {
  if (at_ == regels_.size()) read();
  return at_ < regels_.size() ? &regels_[at_] : nullptr;
}

void Setlezer::read() {
  const auto before = regels_.empty() ? std::nullopt : std::optional(regels_.back().persoon);
  regels_.clear();
  at_ = 0;
  if (ended_) return;
  auto regels = read_set_chunk(database_, zegel_, list_, chunk_++);
  if (regels && *regels && before && !(*regels)->empty() && order_of(*before, (*regels)->front().persoon) >= 0)
    regels = damaged();
  ended_ = !regels || !*regels;
  if (!regels) failed_ = regels.error();
  if (!ended_) regels_ = **std::move(regels);
}

Stored<std::vector<Setregel>> load_set(const Database& database, const Zegel& zegel, const ChunkKey& list,
                                       std::size_t aantal) {
  std::vector<Setregel> set;
  set.reserve(aantal);
  Setlezer lezer(database, zegel, list);
  for (; const auto* regel = lezer.peek(); lezer.next()) set.push_back(*regel);
  if (lezer.failed()) return *lezer.failed();
  if (set.size() != aantal) {
    return Error{ErrorCode::corrupt, "de opgeslagen verzameling van de aansluiting is niet volledig"};
  }
  return set;
}

Stored<std::vector<Generatie>> stored_generations(const Database& database, Cf cf, std::uint32_t nummer) {
  std::vector<Generatie> result;
  Generatie from = 0;
  while (true) {
    std::optional<Generatie> found;
    const auto scanned =
        database.scan_from(cf, chunk_prefix(nummer, from), [&](std::string_view key, std::string_view) {
          const auto parsed = parse_chunk_key(key);
          if (parsed && parsed->nummer == nummer) found = parsed->generatie;
          return false;
        });
    if (!scanned) return scanned.error();
    if (!found) return result;
    result.push_back(*found);
    if (*found == std::numeric_limits<Generatie>::max()) return result;
    from = *found + 1;
  }
}

Stored<void> remove_all(Database& database, Cf cf, std::string_view prefix) {
  AheadWriter writer(database);
  std::optional<Error> failed;
  const auto scanned = database.scan(cf, prefix, [&](std::string_view key, std::string_view) {
    if (auto removed = writer.add({cf, std::string(key), std::nullopt}); !removed) failed = removed.error();
    return !failed;
  });
  if (!scanned) return scanned;
  if (failed) return *failed;
  return writer.finish();
}

Stored<void> AheadWriter::add(Op op) {
  bytes_ += op.key.size() + (op.value ? op.value->size() : 0);
  ops_.push_back(std::move(op));
  if (ops_.size() < kBatch && bytes_ < kBatchBytes) return {};
  return finish();
}

Stored<void> AheadWriter::finish() {
  if (ops_.empty()) return {};
  auto written = database_.write_ahead(ops_);
  ops_.clear();
  bytes_ = 0;
  return written;
}

Sink AheadWriter::sink(Cf cf) {
  return [this, cf](std::string_view key, std::string_view value) {
    return add({cf, std::string(key), std::string(value)});
  };
}

}  // namespace vish::storage
