#include "app/schijf.h"

#include <filesystem>
#include <system_error>

namespace vish::server {

std::optional<Schijf> schijf(const Opslaginstellingen& opslag) {
  std::error_code unknown;
  const auto space = std::filesystem::space(opslag.map, unknown);
  if (unknown) return std::nullopt;
  return Schijf{space.capacity, space.available, opslag.min_vrije_ruimte_mb << 20U};
}

}  // namespace vish::server
