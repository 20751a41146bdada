#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/metric_family.h>
#include <prometheus/registry.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "proto/terms/domein.h"
#include "server/app/route_metrics.h"

namespace vish::server {

/// The reasons for which a file did not come to its end, in the log and the metrics.
constexpr std::array<std::string_view, 7> kBreuken{"verbinding", "traag", "voorrang",   "rechten",
                                                   "besluit",    "stop",  "ingetrokken"};

/// Holds the counts of the server. Labels are bounded: a label names a route by its pattern, and never a person. Any
/// thread may use it.
class Metrics {
 public:
  Metrics();

  /// Makes the metrics of one route, which must not outlive this.
  std::unique_ptr<RouteMetrics> route(std::string listener, std::string route);
  void match(bool found);
  void aanlevering(proto::Aanleverstatus status);
  /// Counts a delivery whose file did not come to its end; `reason` is one of kBreuken.
  void broken_off(std::string_view reason);
  void turned_away(const std::string& listener, std::string_view reason);
  /// Shows a reason that may occur with a count of 0: Prometheus sees no increase in the first value of a series.
  void may_turn_away(const std::string& listener, std::string_view reason);

  prometheus::Gauge& connections;
  prometheus::Gauge& registraties;
  prometheus::Gauge& vastgehouden;
  prometheus::Gauge& vandaag_verwacht;
  prometheus::Gauge& te_laat;
  prometheus::Gauge& auditregels;
  prometheus::Gauge& oudste_auditregel;
  prometheus::Gauge& ready;
  prometheus::Gauge& crl_notices;
  prometheus::Counter& backup_failures;

  /// Returns the counts in the text format of Prometheus, followed by `others`.
  std::string text(std::vector<prometheus::MetricFamily> others) const;

 private:
  explicit Metrics(std::shared_ptr<prometheus::Registry> registry);

  std::shared_ptr<prometheus::Registry> registry_;
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Histogram>& durations_;
  prometheus::Counter& hits_;
  prometheus::Counter& misses_;
  prometheus::Family<prometheus::Counter>& deliveries_;
  prometheus::Family<prometheus::Counter>& broken_off_;
  prometheus::Family<prometheus::Counter>& turned_away_;
};

}  // namespace vish::server
