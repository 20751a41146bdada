#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace vish {

/// Says in Dutch, with the name of the file, why the file cannot be read; nothing for a file that can be read.
std::optional<std::string> unreadable(const std::filesystem::path& file);

/// Reads a whole file. Throws std::runtime_error with the text of unreadable().
std::string read_text(const std::filesystem::path& file);

}  // namespace vish
