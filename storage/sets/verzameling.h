#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/comparison/vergelijking.h"
#include "storage/crypto/crypto.h"
#include "storage/database/database.h"

namespace vish::storage {

/// Takes values that are written ahead, in the order of their keys; nothing
/// refers to them until a later synced write does.
using Sink = std::function<Stored<void>(std::string_view key, std::string_view value)>;

/// Writes a long list as sealed chunks under consecutive keys.
class ChunkWriter {
 public:
  ChunkWriter(Sink sink, const Zegel& zegel, std::uint32_t nummer, Generatie generatie);

  /// Whether an item of that size goes into the chunk that is being filled.
  bool has_room(std::size_t size) const { return items_.empty() || items_.size() + size <= kChunkBytes; }
  /// Adds one item; items are never cut in two.
  Stored<void> add(std::string_view item);
  /// Ends the chunk that is being filled, if any; the next item begins another.
  Stored<void> finish();

 private:
  static constexpr std::size_t kChunkBytes = std::size_t{64} << 10U;

  Sink sink_;
  const Zegel& zegel_;
  std::uint32_t nummer_;
  Generatie generatie_;
  std::uint32_t chunk_ = 0;
  std::string items_;
};

/// Opens the chunk of that number; nothing when the list has no such chunk.
Stored<std::optional<std::string>> read_chunk(const Database& database, Cf cf, const Zegel& zegel, const ChunkKey& list,
                                              std::uint32_t chunk);

/// The registrations that one chunk of a set names.
Stored<std::optional<std::vector<Setregel>>> read_set_chunk(const Database& database, const Zegel& zegel,
                                                            const ChunkKey& list, std::uint32_t chunk);

/// Writes the whole set of an aansluiting, ascending by person.
Stored<void> save_set(const Sink& sink, const Zegel& zegel, const ChunkKey& list, const std::vector<Setregel>& set);

/// Reads a stored set as a stream, ascending by person, a chunk at a time.
/// A set that is not there, or of generation 0, is empty.
class Setlezer {
 public:
  Setlezer(const Database& database, const Zegel& zegel, const ChunkKey& list);

  /// The next registration, valid until next() is called; null at the end.
  const Setregel* peek();
  void next() { ++at_; }
  /// Why reading ended early.
  const std::optional<Error>& failed() const { return failed_; }

 private:
  void read();

  const Database& database_;
  const Zegel& zegel_;
  ChunkKey list_;
  std::uint32_t chunk_ = 0;
  bool ended_ = false;
  std::vector<Setregel> regels_;
  std::size_t at_ = 0;
  std::optional<Error> failed_;
};

/// Ascending by person; empty for generation 0. `corrupt` when there are not exactly so many, as the stand tells.
Stored<std::vector<Setregel>> load_set(const Database& database, const Zegel& zegel, const ChunkKey& list,
                                       std::size_t aantal);

/// The generations of which chunks are stored, ascending.
Stored<std::vector<Generatie>> stored_generations(const Database& database, Cf cf, std::uint32_t nummer);

/// Removes every key that starts with `prefix`, in small unsynced batches.
Stored<void> remove_all(Database& database, Cf cf, std::string_view prefix);

/// Collects changes into small unsynced batches, so that no synced write of
/// somebody else waits long behind one.
class AheadWriter {
 public:
  explicit AheadWriter(Database& database) : database_(database) {}
  Stored<void> add(Op op);
  Stored<void> finish();
  /// Adds to this writer; it must outlive the sink.
  Sink sink(Cf cf);

 private:
  static constexpr std::size_t kBatchBytes = std::size_t{256} << 10U;
  static constexpr std::size_t kBatch = 1000;
  Database& database_;
  Ops ops_;
  std::size_t bytes_ = 0;
};

}  // namespace vish::storage
