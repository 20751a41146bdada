#include "leverstand.h"

namespace vish::storage {

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

std::uint64_t van_kracht(const Leverstand& stand, proto::Datum vandaag) {
  auto result = stand.aantal;
  if (!stand.einden) return result;
  for (const auto& each : *stand.einden) result -= each.einddatum < vandaag.days() ? each.aantal : 0;
  return result;
}

}  // namespace vish::storage
