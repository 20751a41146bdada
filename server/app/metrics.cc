#include "server/app/metrics.h"

#include <prometheus/text_serializer.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace vish::server {
namespace {

prometheus::Gauge& gauge(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

prometheus::Family<prometheus::Counter>& counters(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

}  // namespace

Metrics::Metrics() : Metrics(std::make_shared<prometheus::Registry>()) {}

Metrics::Metrics(std::shared_ptr<prometheus::Registry> registry)
    : connections(gauge(*registry, "vish_connections", "Open connections")),
      registraties(gauge(*registry, "vish_registraties", "Registrations in the index")),
      vastgehouden(gauge(*registry, "vish_aanleveringen_held", "Deliveries that wait for an operator")),
      vandaag_verwacht(gauge(*registry, "vish_aansluitingen_due_today", "Aansluitingen that owe a delivery today")),
      te_laat(gauge(*registry, "vish_aansluitingen_late", "Aansluitingen with an overdue delivery")),
      auditregels(gauge(*registry, "vish_audit_records", "Records in the audit log")),
      oudste_auditregel(
          gauge(*registry, "vish_audit_oldest_timestamp_seconds", "When the oldest record was written; 0: none")),
      ready(gauge(*registry, "vish_ready", "1 while questions are answered")),
      crl_notices(gauge(*registry, "vish_crl_notices", "What is wrong with revocation lists; the log says what")),
      backup_failures(counters(*registry, "vish_backup_failures_total", "Backups that could not be made").Add({})),
      registry_(std::move(registry)),
      requests_(counters(*registry_, "vish_http_requests_total", "Answered requests")),
      durations_(prometheus::BuildHistogram()
                     .Name("vish_http_request_duration_seconds")
                     .Help("Time from the head of a request to its answer")
                     .Register(*registry_)),
      hits_(counters(*registry_, "vish_matches_total", "Answered persons by outcome").Add({{"outcome", "match"}})),
      misses_(counters(*registry_, "vish_matches_total", "Answered persons by outcome").Add({{"outcome", "no_match"}})),
      deliveries_(counters(*registry_, "vish_aanleveringen_total", "Deliveries by status")),
      broken_off_(counters(*registry_, "vish_aanleveringen_broken_off_total", "Deliveries that broke off, by reason")),
      turned_away_(counters(*registry_, "vish_connections_refused_total", "Connections not let in, or ended")) {
  using proto::Aanleverstatus;
  for (const auto status :
       {Aanleverstatus::verwerkt, Aanleverstatus::vastgehouden, Aanleverstatus::vervangen, Aanleverstatus::verlopen,
        Aanleverstatus::teruggedraaid, Aanleverstatus::geweigerd, Aanleverstatus::afgewezen}) {
    deliveries_.Add({{"status", std::string(to_text(status))}});
  }
  for (const auto reason : kBreuken) broken_off_.Add({{"reason", std::string(reason)}});
}

std::unique_ptr<RouteMetrics> Metrics::route(std::string listener, std::string route) {
  return std::make_unique<RouteMetrics>(requests_, durations_, std::move(listener), std::move(route));
}

void Metrics::match(bool found) { (found ? hits_ : misses_).Increment(); }

void Metrics::aanlevering(proto::Aanleverstatus status) {
  deliveries_.Add({{"status", std::string(to_text(status))}}).Increment();
}

void Metrics::broken_off(std::string_view reason) { broken_off_.Add({{"reason", std::string(reason)}}).Increment(); }

void Metrics::turned_away(const std::string& listener, std::string_view reason) {
  turned_away_.Add({{"listener", listener}, {"reason", std::string(reason)}}).Increment();
}

void Metrics::may_turn_away(const std::string& listener, std::string_view reason) {
  turned_away_.Add({{"listener", listener}, {"reason", std::string(reason)}});
}

std::string Metrics::text(std::vector<prometheus::MetricFamily> others) const {
  auto families = registry_->Collect();
  std::move(others.begin(), others.end(), std::back_inserter(families));
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace vish::server
