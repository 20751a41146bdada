#pragma once

#include "engine.h"
#include "ingelezen.h"
#include "keys.h"
#include "storage/vergelijking.h"

namespace vish::storage {

/// Writes the registrations of one generation ahead, and the set of all that
/// is registered as of it. Nobody sees them until a leverstand names the
/// generation; a part that a crash leaves is found by its set (tidy()).
class GenerationWriter {
 public:
  GenerationWriter(Engine& engine, const ChunkKey& generatie) : engine_(engine), generatie_(generatie) {}

  Stored<void> write(const Ingelezen& ingelezen, const Verschil& verschil);

 private:
  Engine& engine_;
  ChunkKey generatie_;
};

}  // namespace vish::storage
