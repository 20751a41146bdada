#include "server/data/voortgang.h"

namespace vish::server {

void Voortgang::came(std::uint64_t bytes, Duration waited) {
  bytes_ += bytes;
  waited_ += waited;
  if (waited_ < span_) return;
  const auto enough = static_cast<double>(enough_per_second_) * std::chrono::duration<double>(waited_).count();
  slow_ = static_cast<double>(bytes_) < enough;
  bytes_ = 0;
  waited_ = {};
}

}  // namespace vish::server
