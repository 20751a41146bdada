#include "storage/database/trouble_log.h"

namespace vish::storage {

void TroubleLog::note(const std::optional<std::string>& reason, const Log& log) {
  if (!reason && !begun_.load()) return;
  const std::lock_guard lock(mutex_);
  if (reason == told_) return;
  told_ = reason;
  begun_ = reason.has_value();
  if (reason) {
    log(LogLevel::error, "er wordt niets geschreven en niets beantwoord: " + *reason);
  } else {
    log(LogLevel::warn, "er wordt weer geschreven en beantwoord");
  }
}

}  // namespace vish::storage
