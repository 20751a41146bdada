#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace vish::server {

/// Keeps texts that are slow to find, and that stay the same while their subject does. Any thread may use it; a call
/// waits for another call that looks.
class KeptTexts {
 public:
  using Look = std::function<std::vector<std::string>()>;

  /// Returns what `look` found for this very `thing` at this `epoch`; calls `look` only when one of the two differs
  /// from the last call. The thing is kept alive, so that no other thing takes its address. When `look` throws, the
  /// exception passes and nothing is kept.
  std::vector<std::string> about(std::shared_ptr<const void> thing, std::uint64_t epoch, const Look& look);

 private:
  std::mutex looking_;
  std::shared_ptr<const void> thing_;
  std::uint64_t epoch_ = 0;
  std::vector<std::string> texts_;
};

}  // namespace vish::server
