#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/config/config.h"

namespace vish::server {

/// A disk that every answer needs, in bytes.
struct Disk {
  std::string naam;  ///< what is on it: "database", or "verantwoording" for the copy of the audit log
  std::uint64_t totaal;
  std::uint64_t vrij;   ///< for who is not root
  std::uint64_t grens;  ///< below this much free space nothing is written
};

/// That of the database first; without one that the system does not tell of.
/// Not that of the backups: no answer needs it, and it may hang.
std::vector<Disk> disks(const Config& config);

}  // namespace vish::server
