#include "server/data/commit.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "server/scheduling/worker.h"

namespace vish::server {
namespace {

/// A coroutine that waits until its lines are durable.
struct Waiting {
  using Resume = typename asio::async_result<UseAwaitable, void()>::handler_type;
  std::optional<Resume> resume;
  std::optional<Stored<void>> outcome;
};

/// Carries lines between the coroutines of one worker and the log, with one message a round each way instead of one for
/// each question.
class Handover : public asio::io_context::service {
 public:
  inline static asio::io_context::id id;

  explicit Handover(asio::io_context& context) : service(context), context_(context) {}

  /// Runs on the thread of the worker.
  void hand_in(storage::Auditlog& log, storage::Auditinvoer invoer, const std::shared_ptr<Waiting>& waiting) {
    const bool first = handed_in_.empty();
    handed_in_.push_back({std::move(invoer), [this, waiting](const Stored<void>& stored) {
                            waiting->outcome = stored;
                            bring_back(waiting);
                          }});
    if (!first) return;
    asio::use_service<EndOfRound>(context_).once([this, &log] { log.append(std::exchange(handed_in_, {})); });
  }

 private:
  void shutdown() override {
    handed_in_.clear();
    const std::lock_guard lock(mutex_);
    done_.clear();
  }

  /// Runs on any thread.
  void bring_back(const std::shared_ptr<Waiting>& waiting) {
    {
      const std::lock_guard lock(mutex_);
      done_.push_back(waiting);
      if (done_.size() > 1) return;
    }
    asio::post(context_, [this] { resume_all(); });
  }

  void resume_all() {
    std::vector<std::shared_ptr<Waiting>> done;
    {
      const std::lock_guard lock(mutex_);
      done.swap(done_);
    }
    for (const auto& waiting : done) std::exchange(waiting->resume, std::nullopt)->operator()();
  }

  asio::io_context& context_;
  std::vector<storage::Auditboeking> handed_in_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<Waiting>> done_;
};

/// A worker's thread serves one context all its life, so it looks this up once.
Handover& handover_of(asio::io_context& context) {
  thread_local Handover* known = nullptr;
  if (known == nullptr) known = &asio::use_service<Handover>(context);
  return *known;
}

}  // namespace

Awaitable<Stored<void>> commit_audit(App& app, storage::Auditinvoer invoer) {
  const auto waiting = std::make_shared<Waiting>();
  const auto executor = co_await asio::this_coro::executor;
  UseAwaitable token;
  co_await asio::async_initiate<UseAwaitable, void()>(
      [&](auto resume) {
        waiting->resume.emplace(std::move(resume));
        handover_of(executor.context()).hand_in(app.store.audit(), std::move(invoer), waiting);
      },
      token);
  co_return *waiting->outcome;
}

}  // namespace vish::server
