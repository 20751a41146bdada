#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string_view>

namespace vish::server {

/// Readable by everyone, and by its owner only.
inline constexpr mode_t kPublicFile = 0644;
inline constexpr mode_t kSecretFile = 0600;

/// Writes a file that does not exist yet; it has `mode` before it has
/// contents. Throws std::system_error when it exists or cannot be written.
void write_new_file(const std::filesystem::path& file, std::string_view contents, mode_t mode);

}  // namespace vish::server
