#include "server/scheduling/deadlines.h"

#include <utility>

namespace vish::server {

Deadlines::Deadline::Deadline(Deadlines& all, std::function<void()> expired)
    : all_(all), expired_(std::move(expired)), place_(all.all_.insert(all.all_.end(), this)) {}

Deadlines::Deadline::~Deadline() { all_.all_.erase(place_); }

void Deadlines::start(asio::io_context& context) {
  timer_.emplace(context);
  wait();
}

void Deadlines::wait() {
  timer_->expires_after(kSweep);
  timer_->async_wait([this](const boost::system::error_code& failed) {
    if (failed || !timer_) return;
    sweep();
    wait();
  });
}

void Deadlines::stop() { timer_.reset(); }

void Deadlines::hurry(Clock::time_point last) {
  last_ = last;
  for (auto* deadline : all_) {
    if (deadline->at_ != Clock::time_point::max()) deadline->set(deadline->at_);
  }
}

void Deadlines::sweep() {
  const auto now = Clock::now();
  for (auto at = all_.begin(); at != all_.end();) {
    Deadline& deadline = **at++;
    if (deadline.at_ > now) continue;
    deadline.clear();
    deadline.expired_();
  }
}

}  // namespace vish::server
