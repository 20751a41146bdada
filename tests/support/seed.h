#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>

namespace vish::test {

/// Returns the seed of the random tests; VISH_SEED repeats a run.
inline std::uint64_t seed() {
  const char* given = std::getenv("VISH_SEED");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device()();
}

/// Whether the full counts are wanted.
inline bool full() { return std::getenv("VISH_FULL") != nullptr; }

}  // namespace vish::test
