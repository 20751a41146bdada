#include "server/jobs/recurring.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <exception>
#include <utility>

namespace vish::server {

/// The state of the recurring work. Everything runs on its strand, and a waiting timer keeps it alive.
class Recurring::Round : public std::enable_shared_from_this<Round> {
 public:
  Round(asio::thread_pool& pool, std::chrono::milliseconds interval, Work work, Fault fault)
      : strand_(asio::make_strand(pool)),
        timer_(strand_),
        interval_(interval),
        work_(std::move(work)),
        fault_(std::move(fault)) {}

  void start() {
    asio::post(strand_, [self = shared_from_this()] { self->turn(); });
  }

  void stop() {
    asio::post(strand_, [self = shared_from_this()] {
      self->stopped_ = true;
      self->timer_.cancel();
    });
  }

 private:
  void turn() {
    if (stopped_) return;
    try {
      work_();
    } catch (const std::exception& exception) {
      fault_(exception.what());
    }
    timer_.expires_after(interval_);
    timer_.async_wait([self = shared_from_this()](const boost::system::error_code& cancelled) {
      if (!cancelled) self->turn();
    });
  }

  asio::strand<asio::thread_pool::executor_type> strand_;
  asio::steady_timer timer_;
  std::chrono::milliseconds interval_;
  Work work_;
  Fault fault_;
  bool stopped_ = false;
};

Recurring::Recurring(asio::thread_pool& pool, std::chrono::milliseconds interval, Work work, Fault fault)
    : round_(std::make_shared<Round>(pool, interval, std::move(work), std::move(fault))) {}

Recurring::~Recurring() { stop(); }

void Recurring::start() { round_->start(); }

void Recurring::stop() { round_->stop(); }

}  // namespace vish::server
