#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "server/http/asio.h"
#include "server/http/deadlines.h"
#include "server/http/turns.h"

namespace vish::server {

/// Work of one worker that waits until all handlers that are ready have run, so
/// that it is done once for all of them. On the worker's thread only.
class EndOfRound : public asio::io_context::service {
 public:
  inline static asio::io_context::id id;
  explicit EndOfRound(asio::io_context& context) : service(context) {}

  /// Runs `work` once, when nothing else is ready or enough was done.
  void once(std::function<void()> work) { work_.push_back(std::move(work)); }
  /// What the worker calls before it sleeps.
  void run();

 private:
  void shutdown() override { work_.clear(); }
  std::vector<std::function<void()>> work_;
};

/// One thread with its own io_context and the connections on it.
class Worker {
 public:
  Worker();
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  asio::io_context& context() { return context_; }
  Deadlines& deadlines() { return deadlines_; }
  /// Addresses take these turns, a step of a handshake each.
  Turns& handshakes() { return handshakes_; }
  /// Parties take these turns for all that is not urgent.
  Turns& lesser() { return lesser_; }

  /// False when nothing has run since the last call, though that left something
  /// to run: one piece of work has the thread all that time. One caller; any thread.
  bool goes_on();

  /// A connection on this worker, from its own thread only. `drain` is called
  /// when the server shuts down: it must end the connection if it is idle.
  /// `review` is called now and then: it must end the connection if it would
  /// not be let in any more.
  class Guest {
   public:
    Guest(Worker& worker, std::function<void()> drain, std::function<void()> review);
    ~Guest();
    Guest(const Guest&) = delete;
    Guest& operator=(const Guest&) = delete;

   private:
    friend class Worker;
    Worker& worker_;
    std::function<void()> drain_;
    std::function<void()> review_;
    std::list<Guest*>::iterator place_;
  };

  /// True once the server shuts down: no further request is taken. Any thread.
  bool draining() const { return draining_.load(std::memory_order_relaxed); }

  /// Ends idle connections now and the others after their request, of which
  /// the rest must come within `patience`; the thread ends when the last is
  /// gone. Any thread.
  void drain(Clock::duration patience);
  /// Reviews every connection, a few between other work. Any thread.
  void review();
  /// Ends everything at once. Any thread.
  void stop();
  void join();

 private:
  void run();
  void leave_if_empty();
  void review_some();

  // The context goes first when this is destroyed, and with it connections
  // that still refer to what stands above it.
  std::list<Guest*> guests_;
  std::list<Guest*>::iterator next_to_review_ = guests_.end();
  Deadlines deadlines_;
  std::optional<asio::executor_work_guard<Executor>> work_;
  std::atomic<bool> draining_{false};
  std::atomic<std::uint64_t> ran_{0};
  std::optional<std::uint64_t> ran_seen_;  ///< by the caller of goes_on()
  Turns handshakes_{context_};
  Turns lesser_{context_};
  asio::io_context context_{1};
  std::thread thread_;
};

using Workers = std::vector<std::unique_ptr<Worker>>;

}  // namespace vish::server
