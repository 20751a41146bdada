#pragma once

#include <boost/asio/thread_pool.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <utility>

#include "server/app/pool.h"
#include "server/http/message.h"

namespace vish::server {

/// Threads for what requests ask and what blocks on the disk. So much may be
/// inside, waiting, under way or on its way out, and less of one person or party, so that
/// nobody can keep all others out. Any thread.
class Workroom {
 public:
  /// `share`: what may be inside of one.
  Workroom(std::size_t threads, std::uint64_t most, std::uint64_t share)
      : threads_(threads), most_(most), share_(share), pool_(threads) {}
  Workroom(const Workroom&) = delete;
  Workroom& operator=(const Workroom&) = delete;

  /// As run_on(), for `who`; refused (503) when there is no room. The place is
  /// kept until the work is done, and by a large answer until it is sent.
  template <class Work>
  Awaitable<std::invoke_result_t<Work>> run(std::string who, Work work) {
    auto place = std::make_shared<Place>(*this, std::move(who));
    // Named: GCC 12 destroys twice what a closure holds that is made within a co_await.
    auto inside = [place, work = std::move(work)]() mutable {
      const Leaving leaving{std::exchange(place, nullptr)};
      auto outcome = work();
      if constexpr (std::is_same_v<decltype(outcome), Response>) hold_until_sent(outcome, leaving.place);
      return outcome;
    };
    place.reset();
    co_return co_await run_on(pool_, std::move(inside));
  }

  /// Whether a thread is free, or some work came to its end since the last
  /// call. One caller.
  bool goes_on();

  /// Its threads leave the processor to those that answer questions.
  void give_way() { make_give_way(pool_, threads_); }

  /// Waits for what is inside; nothing new may come.
  void join() { pool_.join(); }

 private:
  class Place {
   public:
    Place(Workroom& room, std::string who);
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    /// The work that it was taken for has come to its end.
    void work_done() const;

   private:
    Workroom& room_;
    const std::string who_;
  };
  /// Gives the place back as soon as the work is done, unless its outcome keeps it.
  struct Leaving {
    std::shared_ptr<Place> place;
    ~Leaving() { place->work_done(); }
  };

  const std::size_t threads_;
  const std::uint64_t most_;
  const std::uint64_t share_;
  std::mutex mutex_;
  std::uint64_t inside_ = 0;
  std::uint64_t to_do_ = 0;  ///< of those inside, whose work is not done
  std::map<std::string, std::uint64_t> inside_of_;
  std::uint64_t finished_ = 0;
  std::uint64_t seen_ = 0;  ///< of finished_, at the last call of goes_on()
  asio::thread_pool pool_;
};

}  // namespace vish::server
