#pragma once

#include <string>

namespace vish::storage {

/// A new UUIDv7 (RFC 9562): of two from one process the later one sorts
/// after the earlier one. Any thread.
std::string new_uuid7();

}  // namespace vish::storage
