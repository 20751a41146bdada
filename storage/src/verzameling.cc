#include "verzameling.h"

#include <algorithm>
#include <utility>

#include "codec.h"

namespace vish::storage {
namespace {

std::string_view view(const Pseudoniem& persoon) {
  return {reinterpret_cast<const char*>(persoon.data()), persoon.size()};
}

std::string encode(const Setregel& regel) {
  std::string out(view(regel.persoon));
  put_u64(out, regel.digest);
  put_i32(out, regel.einddatum);
  put_i32(out, regel.bevestigd);
  return out;
}

Setregel take_setregel(Decoder& in) {
  Setregel regel{};
  const auto persoon = in.raw(regel.persoon.size());
  std::copy(persoon.begin(), persoon.end(), regel.persoon.begin());
  regel.digest = in.u64();
  regel.einddatum = in.i32();
  regel.bevestigd = in.i32();
  return regel;
}

}  // namespace

ChunkWriter::ChunkWriter(Database& database, Cf cf, std::uint32_t nummer, Deel deel, std::uint64_t generatie,
                         const Zegel* zegel)
    : database_(database), cf_(cf), nummer_(nummer), deel_(deel), generatie_(generatie), zegel_(zegel) {}

Stored<void> ChunkWriter::add(std::string_view item) {
  if (items_.size() + item.size() > kChunkBytes) {
    if (auto flushed = flush(); !flushed) return flushed;
  }
  items_.append(item);
  return {};
}

Stored<void> ChunkWriter::finish() {
  if (items_.empty()) return {};
  return flush();
}

Stored<void> ChunkWriter::flush() {
  std::string key = chunk_key(nummer_, deel_, generatie_, chunk_++);
  std::string value = zegel_ != nullptr ? zegel_->seal(key, items_) : items_;
  items_.clear();
  return database_.write({{cf_, std::move(key), std::move(value)}}, false);
}

Stored<void> read_chunks(const Database& database, Cf cf, std::string_view prefix, const Zegel* zegel,
                         const std::function<bool(std::string_view)>& visit) {
  std::optional<Error> broken;
  const auto scanned = database.scan(cf, prefix, [&](std::string_view key, std::string_view value) {
    const auto opened = zegel != nullptr ? zegel->open(key, value) : Stored<std::string>(std::string(value));
    if (!opened) {
      broken = opened.error();
    } else if (!visit(*opened)) {
      broken = Error{ErrorCode::corrupt, "een opgeslagen lijst is beschadigd"};
    }
    return !broken;
  });
  if (!scanned) return scanned;
  if (broken) return *broken;
  return {};
}

Stored<void> save_stand(Database& database, const Crypto& crypto, std::uint32_t nummer, std::uint64_t generatie,
                        const std::vector<Setregel>& stand) {
  ChunkWriter writer(database, Cf::verzamelingen, nummer, Deel::stand, generatie, &crypto.zegel());
  for (const auto& regel : stand) {
    if (auto added = writer.add(encode(regel)); !added) return added;
  }
  return writer.finish();
}

Stored<std::vector<Setregel>> load_stand(const Database& database, const Crypto& crypto, std::uint32_t nummer,
                                         std::uint64_t generatie) {
  std::vector<Setregel> stand;
  const auto read = read_chunks(database, Cf::verzamelingen, chunk_prefix(nummer, Deel::stand, generatie),
                                &crypto.zegel(), [&](std::string_view items) {
                                  Decoder in(items);
                                  while (in.ok() && !in.rest().empty()) stand.push_back(take_setregel(in));
                                  return in.ok();
                                });
  if (!read) return read.error();
  return stand;
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
  ops_.push_back(std::move(op));
  if (ops_.size() < kBatch) return {};
  return finish();
}

Stored<void> AheadWriter::finish() {
  if (ops_.empty()) return {};
  auto written = database_.write(ops_, false);
  ops_.clear();
  return written;
}

}  // namespace vish::storage
