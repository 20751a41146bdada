#include "data/commit.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <optional>

namespace vish::server {

Awaitable<storage::Stored<void>> commit_audit(App& app, storage::Auditinvoer invoer) {
  auto outcome = std::make_shared<std::optional<storage::Stored<void>>>();
  const auto executor = co_await asio::this_coro::executor;
  UseAwaitable token;
  co_await asio::async_initiate<UseAwaitable, void()>(
      [&](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        auto keep_alive = asio::make_work_guard(executor);
        app.store.audit().append(std::move(invoer), [=](const storage::Stored<void>& stored) {
          outcome->emplace(stored);
          asio::post(executor, [shared] { (*shared)(); });
        });
      },
      token);
  co_return **outcome;
}

}  // namespace vish::server
