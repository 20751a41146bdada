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

/// Does the recurring work of the server, on threads that no request can fill; backups run on the pool of backups.
class Upkeep {
 public:
  /// `review` reads the revocation lists again, at the interval `herlezen`. `app` must outlive the pools.
  Upkeep(App& app, std::chrono::seconds herlezen, std::function<void()> review);

  void start();
  /// Begins no more work; the work under way comes to its end soon. Any thread may call this, any number of times.
  void stop();
  /// Waits for the work under way on its own pool. Call this after stop().
  void join() { pool_.join(); }

  /// Returns its pool, for other work that may not wait behind requests and does not take long.
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
