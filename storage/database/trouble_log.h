#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "storage/database/store_options.h"

namespace vish::storage {

/// Tells the log once when writes begin to be refused, once for each other reason, and once when writes are accepted
/// again. Safe to call from any thread.
class TroubleLog {
 public:
  /// Takes a message for the log, with its level.
  using Log = std::function<void(LogLevel, std::string_view)>;

  /// Takes the present reason for refusing writes, which is absent while writes are accepted.
  void note(const std::optional<std::string>& reason, const Log& log);

 private:
  std::atomic<bool> begun_{false};
  std::mutex mutex_;
  std::optional<std::string> told_;  ///< the last reason that the log got; guarded by mutex_
};

}  // namespace vish::storage
