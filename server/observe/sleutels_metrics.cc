#include "server/observe/sleutels_metrics.h"

#include <chrono>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "server/observe/family.h"

namespace vish::server {
namespace {

using storage::Sleutelsoort;

/// Makes the family of moments from which a live key got a successor, and no new data.
prometheus::MetricFamily old_family(const storage::Stand& stand) {
  auto family = gauge_family("vish_sleutel_old_since_timestamp_seconds",
                             "Since when nothing new is written under a key that is not destroyed");
  const auto& keys = stand.sleutels;
  for (auto at = keys.begin(); at != keys.end(); ++at) {
    const auto next = std::next(at);
    if (at->vernietigd_op || next == keys.end() || next->soort != at->soort) continue;
    family.metric.push_back(
        gauge_value({{"soort", std::string(to_text(at->soort))}, {"nummer", std::to_string(at->nummer)}},
                    std::chrono::duration<double>(next->sinds.time_since_epoch()).count()));
  }
  return family;
}

/// Counts the registrations in force under each index key.
std::map<std::uint32_t, std::uint64_t> count_by_key(const storage::Stand& stand) {
  std::map<std::uint32_t, std::uint64_t> counts;
  for (const auto& [code, aansluiting] : stand.aansluitingen) {
    for (const auto& telling : aansluiting->levering.sleutels)
      counts[storage::index_key_of(telling.sleutel)] += telling.aantal;
  }
  return counts;
}

}  // namespace

std::vector<prometheus::MetricFamily> sleutel_families(const storage::Stand& stand) {
  auto registraties = gauge_family("vish_sleutel_registraties", "Registrations in force under this index key");
  auto live = gauge_family("vish_sleutels", "Keys that are not destroyed");
  auto resealing = gauge_family("vish_herverzegelen", "1 while values are sealed anew under a new key");
  auto counts = count_by_key(stand);
  std::map<Sleutelsoort, double> kinds;
  std::uint32_t newest_zegel = 0;
  for (const auto& sleutel : stand.sleutels) {
    if (sleutel.vernietigd_op) continue;
    ++kinds[sleutel.soort];
    if (sleutel.soort == Sleutelsoort::zegel) newest_zegel = sleutel.nummer;
    if (sleutel.soort != Sleutelsoort::index) continue;
    registraties.metric.push_back(gauge_value({{"soort", "index"}, {"nummer", std::to_string(sleutel.nummer)}},
                                              static_cast<double>(counts[sleutel.nummer])));
  }
  for (const auto& [soort, count] : kinds) {
    live.metric.push_back(gauge_value({{"soort", std::string(to_text(soort))}}, count));
  }
  resealing.metric.push_back(gauge_value({}, stand.verzegeld < newest_zegel ? 1 : 0));
  return {std::move(registraties), std::move(live), std::move(resealing), old_family(stand)};
}

}  // namespace vish::server
