#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

#include "base/core/files.h"

namespace vish::storage {

/// How important a message in the log is.
enum class LogLevel { debug, info, warn, error };

/// The settings of a database and its store.
struct StoreOptions {
  std::filesystem::path folder;
  std::size_t cache_bytes = std::size_t{256} << 20U;
  /// Below this many free bytes on a disk every write is refused; reads go on.
  std::uint64_t min_free_bytes = std::uint64_t{512} << 20U;
  /// Returns the free bytes on the disk of a folder; tests simulate a full disk with it.
  std::function<std::uint64_t(const std::filesystem::path&)> free_bytes = vish::free_bytes;
  /// The most commits that may wait for the disk; a further one is refused with `unavailable`.
  std::size_t max_waiting_commits = 10'000;
  /// The folder of the copy of the audit log, best on another disk; empty for no copy. A line is in the copy before its
  /// change is acknowledged. A failure to write the copy counts as a failed write.
  std::filesystem::path auditkopie;
  /// From this size in bytes on, and with each month, the copy goes on in a next file.
  std::size_t auditkopie_max_bytes = std::size_t{64} << 20U;
  /// The number of threads that compute for deliveries, besides the callers. They give way to all other threads.
  std::size_t rekendraden = 2;
  /// The opening of the database calls this from time to time while it takes long, on the thread that opens.
  std::function<void()> goes_on = [] {};
  /// Receives messages about the database and the keys, from any thread. A message holds paths and figures, never
  /// contents.
  std::function<void(LogLevel, std::string_view)> log = [](LogLevel, std::string_view) {};
};

}  // namespace vish::storage
