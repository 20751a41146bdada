#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "http/asio.h"

namespace vish::server {

/// Runs `work` on a pool and resumes the caller on its own executor with the
/// result, or with what it threw. What `work` refers to must live until then.
template <class Work>
Awaitable<std::invoke_result_t<Work>> run_on(asio::thread_pool& pool, Work work) {
  using Outcome = std::invoke_result_t<Work>;
  auto result = std::make_shared<std::optional<Outcome>>();
  auto failure = std::make_shared<std::exception_ptr>();
  const auto executor = co_await asio::this_coro::executor;
  UseAwaitable token;
  co_await asio::async_initiate<UseAwaitable, void()>(
      [&](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        asio::post(pool, [=, &work, keep_alive = asio::make_work_guard(executor)] {
          try {
            result->emplace(work());
          } catch (...) {
            *failure = std::current_exception();
          }
          asio::post(executor, [shared] { (*shared)(); });
        });
      },
      token);
  if (*failure) std::rethrow_exception(*failure);
  co_return std::move(**result);
}

}  // namespace vish::server
