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

#include "server/scheduling/asio.h"
#include "server/scheduling/deadlines.h"
#include "server/scheduling/turns.h"

namespace vish::server {

/// Holds work of one worker that waits until all ready handlers have run, so that it is done once for all of them. It
/// is used on the thread of the worker only.
class EndOfRound : public asio::io_context::service {
 public:
  inline static asio::io_context::id id;
  explicit EndOfRound(asio::io_context& context) : service(context) {}

  /// Runs `work` once, when nothing else is ready or enough other work was done.
  void once(std::function<void()> work) { work_.push_back(std::move(work)); }
  /// Runs the waiting work; the worker calls this before it sleeps.
  void run();

 private:
  void shutdown() override { work_.clear(); }
  std::vector<std::function<void()>> work_;
};

/// One thread with its own io_context and the connections on it.
class Worker {
 public:
  /// Starts the thread.
  Worker();
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  asio::io_context& context() { return context_; }
  Deadlines& deadlines() { return deadlines_; }
  /// Returns the turns of addresses, for the steps of handshakes.
  Turns& handshakes() { return handshakes_; }
  /// Returns the turns of parties, for everything that is not urgent.
  Turns& lesser() { return lesser_; }

  /// Whether the thread makes progress: false when nothing ran since the last call although work waited, so that one
  /// piece of work held the thread all that time. One caller only may ask this, on any thread.
  bool goes_on();

  /// A connection on this worker, used on the thread of the worker only. `drain` is called when the server stops, and
  /// must end an idle connection. `review` is called now and then, and must end a connection whose client would no
  /// longer be let in.
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

  /// Whether the server is stopping: no further request is taken. Any thread may call it.
  bool draining() const { return draining_.load(std::memory_order_relaxed); }

  /// Ends idle connections now and the others after their request, the rest of which must come within `patience`; the
  /// thread ends when the last connection is gone. Any thread may call it.
  void drain(Clock::duration patience);
  /// Reviews every connection, a few at a time between other work. Any thread may call it.
  void review();
  /// Ends everything at once. Any thread may call it.
  void stop();
  void join();

 private:
  void run();
  void leave_if_empty();
  void review_some();

  // The context is destroyed first, with the connections in it, which still refer to the members above it.
  std::list<Guest*> guests_;
  std::list<Guest*>::iterator next_to_review_ = guests_.end();
  Deadlines deadlines_;
  std::optional<asio::executor_work_guard<Executor>> work_;
  std::atomic<bool> draining_{false};
  std::atomic<std::uint64_t> ran_{0};
  std::optional<std::uint64_t> ran_seen_;  ///< `ran_` as goes_on() last saw it
  Turns handshakes_{context_};
  Turns lesser_{context_};
  asio::io_context context_{1};
  std::thread thread_;
};

/// All workers of the program.
using Workers = std::vector<std::unique_ptr<Worker>>;

}  // namespace vish::server
