#include "storage/backup/backupmap.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <system_error>

#include "base/core/try.h"
#include "storage/backup/manifest_file.h"

namespace vish::storage {
namespace {

namespace fs = std::filesystem;

/// The key, in the default column family, of the folder of the backups.
constexpr std::string_view kBackupdoel = "backupdoel";

std::string full_path(const fs::path& folder) { return fs::absolute(folder).lexically_normal().string(); }

/// Returns the number in the name of a backup; 0 for any other name.
std::uint64_t nummer_in_name(const fs::path& folder) {
  const auto name = folder.filename().string();
  std::uint64_t number = 0;
  const auto [rest, wrong] = std::from_chars(name.data(), name.data() + name.size(), number);
  return wrong == std::errc() && rest == name.data() + name.size() ? number : 0;
}

}  // namespace

Stored<std::vector<std::uint64_t>> numbers_in(const fs::path& doel) {
  std::vector<std::uint64_t> numbers;
  std::error_code code;
  if (!fs::exists(doel, code)) return numbers;
  for (fs::directory_iterator at(doel, code), end; !code && at != end; at.increment(code)) {
    const auto number = nummer_in_name(at->path());
    if (number > 0 && at->path() == backup_folder(doel, number) && is_backup(at->path())) numbers.push_back(number);
  }
  if (code) return Error{ErrorCode::io, "lezen van map: " + doel.string() + ": " + code.message()};
  std::ranges::sort(numbers);
  return numbers;
}

std::uint64_t next_number(const fs::path& doel, const std::vector<std::uint64_t>& numbers) {
  auto number = numbers.empty() ? 1 : numbers.back() + 1;
  std::error_code ignored;
  while (fs::exists(backup_folder(doel, number), ignored)) ++number;
  return number;
}

void sweep_backups(const fs::path& doel) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(doel, ignored)) {
    const auto extension = entry.path().extension();
    const bool left = extension == kUnfinished || extension == kGoing;
    if (left && nummer_in_name(entry.path().stem()) > 0) fs::remove_all(entry.path(), ignored);
  }
}

Stored<void> check_doel(const fs::path& doel, bool any, const Database& database) {
  const auto known = TRY(database.get(Cf::meta, kBackupdoel));
  if (any || known != full_path(doel)) return {};
  return Error{ErrorCode::missing, "de back-ups zijn er niet meer: " + doel.string() +
                                       " (is de schijf aangekoppeld? zijn zij verloren, begin dan opnieuw in een "
                                       "andere map)"};
}

Stored<Ops> remember_doel(const fs::path& doel, const Database& database) {
  const auto known = TRY(database.get(Cf::meta, kBackupdoel));
  auto place = full_path(doel);
  if (known == place) return Ops();
  return Ops{{Cf::meta, std::string(kBackupdoel), std::move(place)}};
}

}  // namespace vish::storage
