#include "base/core/textfile.h"

#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

#include "base/core/os_errors.h"

namespace vish {

std::optional<std::string> unreadable(const std::filesystem::path& file) {
  std::error_code ignored;
  // A stream also opens a folder, and throws only when the folder is read.
  if (std::filesystem::is_directory(file, ignored)) return file.string() + " is een map, geen bestand";
  if (::access(file.c_str(), R_OK) == 0) return std::nullopt;
  const std::error_code failed(errno, std::generic_category());
  if (failed == std::errc::no_such_file_or_directory) return "bestand " + file.string() + " bestaat niet";
  return "bestand " + file.string() + " is niet te lezen: " + dutch_text(failed);
}

std::string read_text(const std::filesystem::path& file) {
  if (const auto reason = unreadable(file)) throw std::runtime_error(*reason);
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) throw std::runtime_error("bestand " + file.string() + " is niet te lezen");
  return text;
}

}  // namespace vish
