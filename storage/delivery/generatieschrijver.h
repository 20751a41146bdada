#pragma once

#include "storage/comparison/vergelijking.h"
#include "storage/database/keys.h"
#include "storage/delivery/row_intake.h"
#include "storage/engine/engine.h"

namespace vish::storage {

/// Writes the registrations of one generation ahead, and the set of all that
/// is registered as of it. Nobody sees them until a delivery state names the
/// generation; a part that a crash leaves is found by its set (tidy()).
///
/// Few go through the log in small batches; many into table files, which are
/// taken in whole.
class GenerationWriter {
 public:
  /// From so many registrations on they go into table files.
  static constexpr std::size_t kManyRegistrations = 20'000;
  /// From so many on, sets do.
  static constexpr std::size_t kLargeSet = 100'000;

  GenerationWriter(Engine& engine, const ChunkKey& generatie) : engine_(engine), generatie_(generatie) {}

  Stored<void> write(const RowsRead& rows_read, const Verschil& verschil);

 private:
  Engine& engine_;
  ChunkKey generatie_;
};

}  // namespace vish::storage
