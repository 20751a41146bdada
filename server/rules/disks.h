#pragma once

#include <vector>

#include "proto/notices/status.h"
#include "server/config/config.h"

namespace vish::server {

/// That of the database first; without one that the system does not tell of.
/// Not that of the backups: no answer needs it, and it may hang.
std::vector<proto::Schijf> disks(const Config& config);

}  // namespace vish::server
