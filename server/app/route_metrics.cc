#include "server/app/route_metrics.h"

#include <utility>

namespace vish::server {
namespace {

const prometheus::Histogram::BucketBoundaries& bounds() {
  static const prometheus::Histogram::BucketBoundaries seconds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                               0.1,    0.25,  0.5,    1,     5,    30,    120};
  return seconds;
}

}  // namespace

RouteMetrics::RouteMetrics(prometheus::Family<prometheus::Counter>& requests,
                           prometheus::Family<prometheus::Histogram>& durations, std::string listener,
                           std::string route)
    : requests_(requests),
      durations_(durations.Add({{"listener", listener}, {"route", route}}, bounds())),
      listener_(std::move(listener)),
      route_(std::move(route)) {}

void RouteMetrics::answered(unsigned status, std::chrono::nanoseconds duration) {
  auto& known = by_status_.at(status - kFirstStatus);
  auto* counter = known.load(std::memory_order_acquire);
  if (counter == nullptr) {
    counter = &requests_.Add({{"listener", listener_}, {"route", route_}, {"status", std::to_string(status)}});
    known.store(counter, std::memory_order_release);
  }
  counter->Increment();
  durations_.Observe(std::chrono::duration<double>(duration).count());
}

}  // namespace vish::server
