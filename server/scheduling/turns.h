#pragma once

#include <boost/asio/post.hpp>
#include <deque>
#include <list>
#include <map>
#include <string>

#include "server/scheduling/event.h"

namespace vish::server {

/// Gives turns to steps that can wait, such as those of a handshake. One step runs at a time, with all other ready work
/// between two steps, so that many steps delay nothing by more than one step. The takers, for instance addresses or
/// parties, take turns, however many steps one of them wants. It is used on the thread of the context only; the context
/// must outlive the object.
class Turns {
 public:
  explicit Turns(asio::io_context& context) : context_(context) {}
  Turns(const Turns&) = delete;
  Turns& operator=(const Turns&) = delete;

  /// Returns when it is the turn of the taker `who`; the step is the work of the caller until it waits again.
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
  std::map<std::string, std::deque<Event*>> waiting_;  ///< only takers that want a turn
  std::list<std::string> order_;                       ///< the same takers, the next one first
};

}  // namespace vish::server
