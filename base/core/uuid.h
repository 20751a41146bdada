#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace vish {

/// Makes a UUIDv7 (RFC 9562). Of two that one process makes, the later one sorts after the earlier one. Safe to call
/// from any thread.
std::string new_uuid7();

/// Makes a UUIDv7 for a thing that is listed by its id: the id sorts after every id that this function made and after
/// every id given to list_after(), also when the clock went back. The moment in the id then lies in the future. Safe to
/// call from any thread.
std::string new_listed_uuid7();
/// Makes every later new_listed_uuid7() return an id that sorts after `uuid`; a text that is no UUIDv7 has no effect.
/// Any thread may call this function.
void list_after(std::string_view uuid);

/// Returns the moment at which a UUIDv7 was made, or nothing for any other text.
std::optional<std::chrono::sys_time<std::chrono::milliseconds>> moment_of_uuid7(std::string_view uuid);

}  // namespace vish
