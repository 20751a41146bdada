#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/config/config.h"

namespace vish::server {

/// A disk that every answer needs. Sizes are in bytes.
struct Disk {
  std::string naam;  ///< "database", or "verantwoording" for the copy of the audit log
  std::uint64_t totaal;
  std::uint64_t vrij;   ///< free for a user who is not root
  std::uint64_t grens;  ///< below this many free bytes nothing is written
};

/// Returns the disk of the database, and then that of the copy of the audit log; a disk of which the system tells
/// nothing is left out. The disk of the backups is left out: no answer needs it, and it may hang.
std::vector<Disk> disks(const Config& config);

}  // namespace vish::server
