#pragma once

#include <boost/asio/post.hpp>
#include <deque>

#include "http/event.h"

namespace vish::server {

/// Steps that take a while, such as those of a handshake: one at a time, and
/// all else that is ready in between, so that many of them delay nothing by
/// more than one. On the thread of the context only, which must outlive this.
class Turns {
 public:
  explicit Turns(asio::io_context& context) : context_(context) {}
  Turns(const Turns&) = delete;
  Turns& operator=(const Turns&) = delete;

  /// Comes back when it is the caller's turn; its step is what it does until it
  /// waits again.
  Awaitable<void> next() {
    Event mine(context_.get_executor());
    waiting_.push_back(&mine);
    if (waiting_.size() == 1) call_first();
    co_await mine.wait();
  }

 private:
  void call_first() {
    asio::post(context_, [this] {
      waiting_.front()->set();
      waiting_.pop_front();
      if (!waiting_.empty()) call_first();
    });
  }

  asio::io_context& context_;
  std::deque<Event*> waiting_;
};

}  // namespace vish::server
