#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace vish {

/// Why that is no file to read from, in Dutch and with its name; nothing: it is one.
std::optional<std::string> unreadable(const std::filesystem::path& file);

/// All of a file. Throws std::runtime_error that says what unreadable() says.
std::string read_text(const std::filesystem::path& file);

}  // namespace vish
