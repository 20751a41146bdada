#include "server/pki/kept_texts.h"

#include <utility>

namespace vish::server {

std::vector<std::string> KeptTexts::about(std::shared_ptr<const void> thing, std::uint64_t epoch, const Look& look) {
  const std::lock_guard lock(looking_);
  if (thing_ == nullptr || thing_ != thing || epoch_ != epoch) {
    thing_ = nullptr;
    texts_ = look();
    epoch_ = epoch;
    thing_ = std::move(thing);
  }
  return texts_;
}

}  // namespace vish::server
