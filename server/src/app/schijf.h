#pragma once

#include <cstdint>
#include <optional>

#include "config/config.h"

namespace vish::server {

/// The disk with the database, in bytes.
struct Schijf {
  std::uint64_t totaal;
  std::uint64_t vrij;   ///< for who is not root
  std::uint64_t grens;  ///< below this much free space nothing is written
};

/// Nothing when the system does not tell.
std::optional<Schijf> schijf(const Opslaginstellingen& opslag);

}  // namespace vish::server
