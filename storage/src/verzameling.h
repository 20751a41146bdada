#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto.h"
#include "database.h"
#include "storage/vergelijking.h"

namespace vish::storage {

/// Writes long lists as chunks under consecutive keys, in small unsynced
/// batches: nothing refers to them until a later synced write does.
class ChunkWriter {
 public:
  /// `zegel` null: chunks are stored as they are.
  ChunkWriter(Database& database, Cf cf, std::uint32_t nummer, Deel deel, std::uint64_t generatie, const Zegel* zegel);

  /// Adds one item; items are never cut in two.
  Stored<void> add(std::string_view item);
  /// Writes what is left.
  Stored<void> finish();

 private:
  Stored<void> flush();

  static constexpr std::size_t kChunkBytes = std::size_t{64} << 10U;

  Database& database_;
  Cf cf_;
  std::uint32_t nummer_;
  Deel deel_;
  std::uint64_t generatie_;
  const Zegel* zegel_;
  std::uint32_t chunk_ = 0;
  std::string items_;
};

/// Gives every chunk, opened, in order; `visit` returns false on bytes that
/// are no such items, which ends in `corrupt`.
Stored<void> read_chunks(const Database& database, Cf cf, std::string_view prefix, const Zegel* zegel,
                         const std::function<bool(std::string_view items)>& visit);

Stored<void> save_stand(Database& database, const Crypto& crypto, std::uint32_t nummer, std::uint64_t generatie,
                        const std::vector<Setregel>& stand);
/// Ascending by person; empty for generation 0.
Stored<std::vector<Setregel>> load_stand(const Database& database, const Crypto& crypto, std::uint32_t nummer,
                                         std::uint64_t generatie);

/// Removes every key that starts with `prefix`, in small unsynced batches.
Stored<void> remove_all(Database& database, Cf cf, std::string_view prefix);

/// Collects changes into small unsynced batches, so that no synced write of
/// somebody else waits long behind one.
class AheadWriter {
 public:
  explicit AheadWriter(Database& database) : database_(database) {}
  Stored<void> add(Op op);
  Stored<void> finish();

 private:
  static constexpr std::size_t kBatch = 1000;
  Database& database_;
  Ops ops_;
};

}  // namespace vish::storage
