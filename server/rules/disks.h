#pragma once

#include <vector>

#include "proto/notices/status.h"
#include "server/config/config.h"

namespace vish::server {

/// Returns the disk of the database first, then the disk of the copy of the audit log; without a disk that the system
/// does not tell of. The disk of the backups is left out: no answer needs it, and it may hang.
std::vector<proto::Schijf> disks(const Config& config);

}  // namespace vish::server
