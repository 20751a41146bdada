#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "proto/datum.h"

namespace vish::storage {

/// A new UUIDv7 (RFC 9562): of two from one process the later one sorts
/// after the earlier one. Any thread.
std::string new_uuid7();

/// When a UUIDv7 was made; nothing when it is none.
std::optional<proto::Tijdstip> moment_of_uuid7(std::string_view uuid);

}  // namespace vish::storage
