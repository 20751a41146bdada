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

/// Takes values that are written ahead, in the order of their keys. Nothing refers to them until a later synced write
/// does.
using Sink = std::function<Stored<void>(std::string_view key, std::string_view value)>;

/// Writes a long list as sealed chunks under consecutive keys.
class ChunkWriter {
 public:
  /// Writes a list of aansluiting `nummer` and `generatie`. `zegel` must outlive the object.
  ChunkWriter(Sink sink, const Zegel& zegel, std::uint32_t nummer, Generatie generatie);

  /// Whether the present chunk has room for an item of `size` bytes.
  bool has_room(std::size_t size) const { return items_.empty() || items_.size() + size <= kChunkBytes; }
  /// Adds one item; items are never cut in two.
  Stored<void> add(std::string_view item);
  /// Ends the present chunk, if it holds anything; the next item begins another.
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

/// Reads one chunk of a list, and returns nothing when the list has no such chunk.
Stored<std::optional<std::string>> read_chunk(const Database& database, Cf cf, const Zegel& zegel, const ChunkKey& list,
                                              std::uint32_t chunk);

/// Reads the registrations in one chunk of a set, and returns nothing when the set has no such chunk.
Stored<std::optional<std::vector<Setregel>>> read_set_chunk(const Database& database, const Zegel& zegel,
                                                            const ChunkKey& list, std::uint32_t chunk);

/// Writes the whole set of an aansluiting. `set` ascends by person.
Stored<void> save_set(const Sink& sink, const Zegel& zegel, const ChunkKey& list, const std::vector<Setregel>& set);

/// Reads a stored set, ascending by person, one chunk at a time. A set that is not stored, or of generation 0, is
/// empty. One thread at a time.
class Setlezer {
 public:
  /// `database` and `zegel` must outlive the object.
  Setlezer(const Database& database, const Zegel& zegel, const ChunkKey& list);

  /// Returns the next registration, valid until next(), or null at the end and after a failure.
  const Setregel* peek();
  /// Goes to the next registration.
  void next() { ++at_; }
  /// Returns why reading ended early, if it did.
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

/// Reads a whole set, ascending by person; the set of generation 0 is empty. The call fails with `corrupt` when the set
/// does not hold exactly `aantal` registrations.
Stored<std::vector<Setregel>> load_set(const Database& database, const Zegel& zegel, const ChunkKey& list,
                                       std::size_t aantal);

/// Returns the generations that have chunks in the database, ascending.
Stored<std::vector<Generatie>> stored_generations(const Database& database, Cf cf, std::uint32_t nummer);

/// Removes every key that starts with `prefix`, in small unsynced batches.
Stored<void> remove_all(Database& database, Cf cf, std::string_view prefix);

/// Collects changes into small unsynced batches, so that no synced write waits long behind one. One thread at a time.
class AheadWriter {
 public:
  explicit AheadWriter(Database& database) : database_(database) {}
  /// Adds a change; it may be written now or later.
  Stored<void> add(Op op);
  Stored<void> finish();
  /// Returns a sink that adds to this writer, which must outlive the sink.
  Sink sink(Cf cf);

 private:
  static constexpr std::size_t kBatchBytes = std::size_t{256} << 10U;
  static constexpr std::size_t kBatch = 1000;
  Database& database_;
  Ops ops_;
  std::size_t bytes_ = 0;
};

}  // namespace vish::storage
