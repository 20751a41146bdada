#pragma once

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstddef>
#include <exception>
#include <latch>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "base/core/threads.h"
#include "server/scheduling/asio.h"
#include "server/scheduling/event.h"

namespace vish::server {

/// Work that runs on a pool while its starter goes on. Everything that `work` refers to must live until it has run,
/// whatever becomes of this object.
template <class Work>
class Started {
 public:
  using Outcome = std::invoke_result_t<Work>;

  /// Starts the work. The caller calls this on the thread of `executor`.
  Started(asio::thread_pool& pool, const Executor& executor, Work work)
      : state_(std::make_shared<State>(executor, std::move(work))) {
    asio::post(pool, [state = state_, keep_alive = asio::make_work_guard(executor)] {
      try {
        state->result.emplace(state->work());
      } catch (...) {
        state->failure = std::current_exception();
      }
      asio::post(keep_alive.get_executor(), [state] { state->done.set(); });
    });
  }

  /// Waits for the end of the work; returns its result, or throws what the work threw. Call this once.
  Awaitable<Outcome> outcome() {
    const auto state = state_;
    co_await state->done.wait();
    if (state->failure) std::rethrow_exception(state->failure);
    co_return std::move(*state->result);
  }

 private:
  struct State {
    State(const Executor& executor, Work to_do) : work(std::move(to_do)), done(executor) {}
    Work work;
    Event done;
    std::optional<Outcome> result;
    std::exception_ptr failure;
  };
  std::shared_ptr<State> state_;
};

/// Runs `work` on a pool and resumes the caller on its own executor with the result, or with what `work` threw.
/// Everything that `work` refers to must live until then.
template <class Work>
Awaitable<std::invoke_result_t<Work>> run_on(asio::thread_pool& pool, Work work) {
  Started<Work> started(pool, co_await asio::this_coro::executor, std::move(work));
  co_return co_await started.outcome();
}

/// Makes the threads of the pool, `threads` in number, leave the processor to the threads that answer questions.
inline void make_give_way(asio::thread_pool& pool, std::size_t threads) {
  // Each task holds its thread until all have one, and may be the last to leave.
  const auto all = std::make_shared<std::latch>(static_cast<std::ptrdiff_t>(threads));
  for (std::size_t i = 0; i < threads; ++i) {
    asio::post(pool, [all] {
      give_way();
      all->arrive_and_wait();
    });
  }
}

}  // namespace vish::server
