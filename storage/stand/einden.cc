#include <limits>
#include <optional>
#include <stdexcept>

#include "storage/stand/delivery_state.h"

namespace vish::storage {
namespace {

/// Counts the registrations that ended before a day, and returns nothing when that is more than there are.
std::optional<std::uint64_t> ended_before(const DeliveryState& state, std::int32_t dag) {
  std::uint64_t ended = 0;
  if (!state.einden) return ended;
  for (const auto& each : *state.einden) {
    if (each.einddatum >= dag) continue;
    if (each.aantal > state.aantal - ended) return std::nullopt;
    ended += each.aantal;
  }
  return ended;
}

}  // namespace

Eindtellingen count_ends(const std::vector<Setregel>& set, std::int32_t vandaag) {
  constexpr std::int32_t kDagen = 3 * 366;
  std::vector<std::uint64_t> ends(kDagen);
  std::uint64_t ended = 0;
  for (const auto& regel : set) {
    if (regel.einddatum < vandaag) {
      ++ended;
    } else if (regel.einddatum - vandaag < kDagen) {
      ++ends[static_cast<std::size_t>(regel.einddatum - vandaag)];
    }
  }
  Eindtellingen result;
  if (ended > 0) result.push_back({vandaag - 1, ended});
  for (std::int32_t dag = 0; dag < kDagen; ++dag) {
    if (const auto aantal = ends[static_cast<std::size_t>(dag)]; aantal > 0) result.push_back({vandaag + dag, aantal});
  }
  return result;
}

bool ends_fit(const DeliveryState& state) {
  return ended_before(state, std::numeric_limits<std::int32_t>::max()).has_value();
}

std::uint64_t van_kracht(const DeliveryState& state, Datum vandaag) {
  const auto ended = ended_before(state, vandaag.days());
  if (!ended) throw std::logic_error("more registrations end than there are");
  return state.aantal - *ended;
}

Telling komende_dagen(const DeliveryState& state, Datum vandaag) {
  Telling telling{};
  for (std::size_t at = 0; at < kMomenten; ++at) {
    telling.at(at) = van_kracht(state, Datum(vandaag.day() + std::chrono::days(at)));
  }
  return telling;
}

}  // namespace vish::storage
