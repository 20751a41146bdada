#pragma once

#include "storage/comparison/vergelijking.h"
#include "storage/database/keys.h"
#include "storage/delivery/row_intake.h"
#include "storage/engine/engine.h"

namespace vish::storage {

/// Writes the registrations of one generation ahead, and the set of all registrations as of that generation. Readers
/// see neither until a delivery state names the generation. After a crash tidy() finds a written part by its set.
///
/// Few registrations go through the log in small batches; many go into table files, which the database takes in whole.
class GenerationWriter {
 public:
  /// From this number of registrations on, registrations and set go into table files.
  static constexpr std::size_t kManyRegistrations = 20'000;
  /// From this number of lines on, the set goes into a table file.
  static constexpr std::size_t kLargeSet = 100'000;

  GenerationWriter(Engine& engine, const ChunkKey& generatie) : engine_(engine), generatie_(generatie) {}

  /// Returns when everything is written. After an error a part may be written, which tidy() removes.
  Stored<void> write(const RowsRead& rows_read, const Verschil& verschil);

 private:
  Engine& engine_;
  ChunkKey generatie_;
};

}  // namespace vish::storage
