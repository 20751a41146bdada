#pragma once

#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "server/app/pool.h"
#include "server/message/message.h"
#include "server/scheduling/shared_places.h"

namespace vish::server {

/// Has threads for the work of requests that blocks on the disk. Work that waits, is under way or is on its way out has
/// one of the SharedPlaces. Any thread may use it.
class Workroom {
 public:
  Workroom(std::size_t threads, SharedPlaces::Bounds bounds)
      : threads_(threads), places_(bounds, SharedPlaces::WhenFull::refuse), pool_(threads) {}
  Workroom(const Workroom&) = delete;
  Workroom& operator=(const Workroom&) = delete;

  /// Runs `work` as run_on() does, on a place of `who`; refuses (503) when there is no place. The work keeps the place
  /// until it is done, and a large answer keeps it until it is sent.
  template <class Work>
  Awaitable<std::invoke_result_t<Work>> run(std::string who, Work work) {
    auto place = require_place(who);
    ++to_do_;
    // The closure has a name: GCC 12 destroys the captures of a closure that is made within a co_await twice.
    auto inside = [this, place, work = std::move(work)]() mutable {
      const Leaving leaving{*this, std::exchange(place, nullptr)};
      auto outcome = work();
      if constexpr (std::is_same_v<decltype(outcome), Response>) hold_until_sent(outcome, leaving.place);
      return outcome;
    };
    place.reset();
    co_return co_await run_on(pool_, std::move(inside));
  }

  /// Whether a thread is free, or some work came to its end since the last call. One caller only may ask this.
  bool goes_on();

  /// Makes its threads leave the processor to the threads that answer questions.
  void give_way() { make_give_way(pool_, threads_); }

  /// Waits for the work inside; no new work may come.
  void join() { pool_.join(); }

 private:
  /// Gives the place back as soon as the work is done, unless its outcome keeps it.
  struct Leaving {
    Workroom& room;
    std::shared_ptr<SharedPlaces::Place> place;
    ~Leaving() {
      --room.to_do_;
      ++room.finished_;
    }
  };

  std::shared_ptr<SharedPlaces::Place> require_place(const std::string& who);

  const std::size_t threads_;
  SharedPlaces places_;
  std::atomic<std::uint64_t> to_do_{0};  ///< works that have a place and are not done
  std::atomic<std::uint64_t> finished_{0};
  std::uint64_t seen_ = 0;  ///< of finished_, at the last call of goes_on()
  asio::thread_pool pool_;
};

}  // namespace vish::server
