#include "base/toml/tomlfile.h"

#include <stdexcept>

#include "base/core/textfile.h"
#include "base/toml/mistakes.h"

namespace vish {

Result<toml::table, std::string> read_toml(const std::filesystem::path& file) {
  if (auto reason = unreadable(file)) return *std::move(reason);
  try {
    return toml::parse(read_text(file), file.string());
  } catch (const toml::parse_error& error) {
    const auto& at = error.source().begin;
    return at_line(at.line) + "geen geldige TOML (bij teken " + std::to_string(at.column) + ")";
  }
}

}  // namespace vish
