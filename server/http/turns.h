#pragma once

#include <boost/asio/post.hpp>
#include <deque>
#include <list>
#include <map>
#include <string>

#include "server/http/event.h"

namespace vish::server {

/// Steps that can wait, such as those of a handshake: one at a time, and all
/// else that is ready in between, so that many of them delay nothing by more
/// than one. Those who want one, for instance addresses or parties, take it in
/// turn, however many one of them wants. On the thread of the context only,
/// which must outlive this.
class Turns {
 public:
  explicit Turns(asio::io_context& context) : context_(context) {}
  Turns(const Turns&) = delete;
  Turns& operator=(const Turns&) = delete;

  /// Comes back when it is the turn of the caller, who is of `who`; its step is
  /// what it does until it waits again.
  Awaitable<void> next(const std::string& who) {
    Event mine(context_.get_executor());
    const bool first = waiting_.empty();
    auto& own = waiting_[who];
    if (own.empty()) order_.push_back(who);
    own.push_back(&mine);
    if (first) call_next();
    co_await mine.wait();
  }

 private:
  void call_next() {
    asio::post(context_, [this] {
      const auto next = waiting_.find(order_.front());
      next->second.front()->set();
      next->second.pop_front();
      if (next->second.empty()) {
        waiting_.erase(next);
        order_.pop_front();
      } else {
        order_.splice(order_.end(), order_, order_.begin());
      }
      if (!waiting_.empty()) call_next();
    });
  }

  asio::io_context& context_;
  std::map<std::string, std::deque<Event*>> waiting_;  ///< only who wants one
  std::list<std::string> order_;                       ///< of the same, who is next first
};

}  // namespace vish::server
