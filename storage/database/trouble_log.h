#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "storage/database/store_options.h"

namespace vish::storage {

/// Tells the log when writes begin to be refused, and when they no longer are:
/// once each, however many questions meet it. Any thread.
class TroubleLog {
 public:
  using Log = std::function<void(LogLevel, std::string_view)>;

  /// `reason`: why a write is refused now; nothing: it is not.
  void note(const std::optional<std::string>& reason, const Log& log);

 private:
  std::atomic<bool> begun_{false};
  std::mutex mutex_;
  std::optional<std::string> told_;  ///< under mutex_
};

}  // namespace vish::storage
