#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace vish::server {

/// Texts that are slow to find, and stay the same while what they are about does. Safe to call from any thread; a call
/// waits for another that looks.
class KeptTexts {
 public:
  using Look = std::function<std::vector<std::string>()>;

  /// Returns what `look` found for this very `thing` at this `epoch`; calls it only where one of them is not that of
  /// the last call. The thing is kept alive, so that no other takes its address. What `look` throws passes, and nothing
  /// is kept.
  std::vector<std::string> about(std::shared_ptr<const void> thing, std::uint64_t epoch, const Look& look);

 private:
  std::mutex looking_;
  std::shared_ptr<const void> thing_;
  std::uint64_t epoch_ = 0;
  std::vector<std::string> texts_;
};

}  // namespace vish::server
