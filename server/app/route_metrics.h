#pragma once

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/histogram.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <string>

namespace vish::server {

/// Holds the series of one route of one listener and finds each series once, because finding a series by its labels
/// costs more than counting. Any thread may use it.
class RouteMetrics {
 public:
  /// The families must outlive this.
  RouteMetrics(prometheus::Family<prometheus::Counter>& requests, prometheus::Family<prometheus::Histogram>& durations,
               std::string listener, std::string route);

  void answered(unsigned status, std::chrono::nanoseconds duration);

 private:
  static constexpr unsigned kFirstStatus = 100;
  static constexpr std::size_t kStatuses = 500;

  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Histogram& durations_;
  const std::string listener_;
  const std::string route_;
  std::array<std::atomic<prometheus::Counter*>, kStatuses> by_status_{};
};

}  // namespace vish::server
