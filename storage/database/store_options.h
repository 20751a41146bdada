#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

#include "base/core/files.h"

namespace vish::storage {

enum class LogLevel { debug, info, warn, error };

/// How a database is opened, and what the store does besides.
struct StoreOptions {
  std::filesystem::path folder;
  std::size_t cache_bytes = std::size_t{256} << 20U;
  /// Below this much free disk space every write is refused; reads go on.
  std::uint64_t min_free_bytes = std::uint64_t{512} << 20U;
  /// Who tells how full a disk is; tests fill one with it.
  std::function<std::uint64_t(const std::filesystem::path&)> free_bytes = vish::free_bytes;
  /// How many commits may wait for the disk; more are refused with `unavailable`.
  std::size_t max_waiting_commits = 10'000;
  /// Where the audit log is copied to before anyone is told that something is
  /// done, best on another disk; empty: nowhere. A copy that cannot be written
  /// is a failed write.
  std::filesystem::path auditkopie;
  /// From this size on, and with each month, the copy goes on in a next file.
  std::size_t auditkopie_max_bytes = std::size_t{64} << 20U;
  /// Threads that compute for deliveries, besides the callers; they give way to all others.
  std::size_t rekendraden = 2;
  /// Called while opening goes on and may take long, on the thread that opens.
  std::function<void()> goes_on = [] {};
  /// Receives the database's own messages and those about keys, from any
  /// thread. They hold paths and figures, never contents.
  std::function<void(LogLevel, std::string_view)> log = [](LogLevel, std::string_view) {};
};

}  // namespace vish::storage
