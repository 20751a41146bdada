#include "server/rules/disks.h"

#include <filesystem>
#include <system_error>
#include <utility>

namespace vish::server {

std::vector<proto::Schijf> disks(const Config& config) {
  std::vector<proto::Schijf> found;
  for (const auto& [naam, map] :
       {std::pair("database", config.opslag.map), std::pair("verantwoording", config.verantwoording.kopie)}) {
    std::error_code unknown;
    const auto space = std::filesystem::space(map, unknown);
    if (map.empty() || unknown) continue;
    found.push_back({naam, space.capacity, space.available, config.opslag.min_vrije_ruimte_mb << 20U});
  }
  return found;
}

}  // namespace vish::server
