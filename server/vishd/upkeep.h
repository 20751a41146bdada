#pragma once

#include <array>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <functional>

#include "server/app/app.h"
#include "server/jobs/backup.h"
#include "server/jobs/bewaartermijn.h"
#include "server/jobs/recurring.h"

namespace vish::server {

/// What the server does of its own accord now and then, on threads that no
/// request can fill; backups on the pool of backups.
class Upkeep {
 public:
  /// `review` reads the revocation lists again, so often. `app` must outlive
  /// the pools.
  Upkeep(App& app, std::chrono::seconds herlezen, std::function<void()> review);

  void start();
  /// Begins nothing more; what is under way comes to its end soon. Any thread,
  /// any number of times.
  void stop();
  /// Waits for what is under way on its own pool. After stop().
  void join() { pool_.join(); }

  /// For other work that may not wait behind requests, and does not take long.
  asio::thread_pool& pool() { return pool_; }

 private:
  std::array<Recurring*, 8> tasks();
  void tend_audit_log();

  App& app_;
  asio::thread_pool pool_;
  Backuprooster rooster_;
  Auditopruiming opruiming_;
  Recurring verloop_;
  Recurring herlezen_;
  Recurring gebruiksboek_;
  Recurring weigeringen_;
  Recurring auditlog_;
  Recurring schijven_;
  Recurring backup_;
  Recurring logboek_;
};

}  // namespace vish::server
