#include "storage/ledger/kopiemap.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <system_error>

#include "base/core/try.h"

namespace vish::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExtension = ".audit";

}  // namespace

fs::path kopiebestand(const fs::path& folder, std::uint64_t first) {
  constexpr std::size_t kDigits = 20;
  auto digits = std::to_string(first);
  digits.insert(0, kDigits - digits.size(), '0');
  return folder / digits.append(kExtension);
}

std::uint64_t first_line_of(const fs::path& file) {
  const auto digits = file.stem().string();
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

Stored<std::vector<fs::path>> kopiebestanden(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    if (at->path().extension() == kExtension && first_line_of(at->path()) != 0) files.push_back(at->path());
  }
  if (failed) return Error{ErrorCode::io, "lezen van map: " + folder.string() + ": " + failed.message()};
  std::ranges::sort(files);
  return files;
}

Stored<void> drop_copied_before(const fs::path& folder, std::uint64_t first) {
  const auto files = TRY(kopiebestanden(folder));
  for (std::size_t i = 0; i + 1 < files.size() && first_line_of((files)[i + 1]) <= first; ++i) {
    std::error_code failed;
    fs::remove((files)[i], failed);
    if (failed)
      return Error{ErrorCode::io, "verwijderen van bestand: " + (files)[i].string() + ": " + failed.message()};
  }
  return {};
}

Stored<void> find_copy(const fs::path& folder) {
  if (folder.empty()) return {};
  std::error_code ignored;
  if (fs::is_directory(folder, ignored)) {
    const auto files = TRY(kopiebestanden(folder));
    if (!files.empty()) return {};
  }
  return Error{
      ErrorCode::missing,
      "de kopie van de verantwoording is er niet: " + folder.string() +
          " (is de schijf aangekoppeld? is zij verloren, haal verantwoording.kopie dan weg uit de instellingen)"};
}

}  // namespace vish::storage
