#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace vish {

/// A new UUIDv7 (RFC 9562): of two from one process the later one sorts
/// after the earlier one. Any thread.
std::string new_uuid7();

/// As new_uuid7(), for what is listed by its id: it also sorts after each id that
/// was told to list_after(), whatever the clock says. Then its moment lies ahead.
std::string new_listed_uuid7();
/// new_listed_uuid7() gives only ids that sort after that one from now on. Any thread.
void list_after(std::string_view uuid);

/// When a UUIDv7 was made; nothing when it is none.
std::optional<std::chrono::sys_time<std::chrono::milliseconds>> moment_of_uuid7(std::string_view uuid);

}  // namespace vish
