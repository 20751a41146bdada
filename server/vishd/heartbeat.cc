#include "server/vishd/heartbeat.h"

#include <atomic>
#include <utility>

namespace vish::server {

struct Heartbeat::Round {
  explicit Round(Task told) : beat(std::move(told)) {}
  const Task beat;
  std::atomic<std::size_t> awaited{0};
};

Heartbeat::Heartbeat(asio::io_context& timer, std::vector<Part> parts, std::function<bool()> goes_on,
                     std::chrono::milliseconds interval, Task beat)
    : timer_(timer),
      parts_(std::move(parts)),
      goes_on_(std::move(goes_on)),
      interval_(interval),
      round_(std::make_shared<Round>(std::move(beat))) {}

Heartbeat::~Heartbeat() = default;

void Heartbeat::start() {
  // A round whose parts have not all answered yet is not followed by another.
  if (round_->awaited.load() == 0 && goes_on_()) {
    round_->awaited.store(parts_.size());
    for (const auto& part : parts_) {
      part([round = round_] {
        if (round->awaited.fetch_sub(1) == 1) round->beat();
      });
    }
  }
  wait();
}

void Heartbeat::wait() {
  timer_.expires_after(interval_);
  timer_.async_wait([this](const boost::system::error_code& cancelled) {
    if (!cancelled) start();
  });
}

}  // namespace vish::server
