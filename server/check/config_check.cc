#include "server/check/config_check.h"

#include <unistd.h>

#include <system_error>
#include <utility>

#include "base/core/try.h"
#include "server/rules/proef.h"
#include "storage/backup/backups.h"
#include "storage/crypto/keyring.h"
#include "storage/store/store.h"

namespace vish::server {
namespace {

namespace fs = std::filesystem;
using Mistakes = std::vector<std::string>;

/// Adds a mistake for missing keys or a missing database, which vishd never makes itself.
void check_storage(const Opslaginstellingen& opslag, Mistakes& mistakes) {
  if (const auto keys = storage::Keyring::load(opslag.sleutels); !keys) {
    mistakes.push_back("opslag.sleutels: " + keys.error().message + " (maak ze met vishctl sleutel init)");
  }
  std::error_code ignored;
  if (!fs::exists(opslag.map / "CURRENT", ignored)) {
    mistakes.push_back("opslag.map: in " + opslag.map.string() +
                       " is geen database (een nieuwe, lege index maakt vishctl opslag init; een back-up zet u terug "
                       "met vishd restore)");
  }
}

void check_backup(const Config& config, Mistakes& mistakes, Mistakes& remarks) {
  const auto& backup = config.backup;
  if (backup.doel.empty()) return;
  if (const auto can = storage::check_ontvangers(backup.ontvangers); !can) {
    mistakes.push_back("backup.ontvangers: " + can.error().message);
  }
  std::error_code ignored;
  const auto there = fs::exists(backup.doel, ignored) ? backup.doel : backup.doel.parent_path();
  if (on_same_disk(there, config.opslag.map)) {
    remarks.push_back("backup.doel " + backup.doel.string() + " staat op dezelfde schijf als de database");
  }
}

/// Checks that the log can be opened by its name, also after another file got that name.
void check_log(const Loginstellingen& log, Mistakes& mistakes) {
  if (log.bestand.empty()) return;
  std::error_code ignored;
  const auto opened = fs::exists(log.bestand, ignored) ? log.bestand : log.bestand.parent_path();
  if (fs::is_directory(log.bestand, ignored) || ::access(opened.c_str(), W_OK) != 0) {
    mistakes.push_back("log.bestand " + log.bestand.string() + " is niet te openen");
  }
}

}  // namespace

fs::path saved_lists_of(const Config& config) { return config.opslag.map / "intrekkingslijsten"; }

Result<CheckedConfig, Mistakes> check_config(const fs::path& file, std::time_t now, Occasion occasion,
                                             const BesidesCheck& besides) {
  auto config = TRY(load_config(file));
  auto tls = read_tls(config.tls, saved_lists_of(config), now, occasion);
  auto mistakes = tls ? Mistakes() : tls.error();
  auto remarks = tls ? tls->remarks : Mistakes();
  check_storage(config.opslag, mistakes);
  check_backup(config, mistakes, remarks);
  if (auto remark = tls && !config.proef ? over_demonstratie_ca(*tls->trust) : ""; !remark.empty()) {
    remarks.push_back(std::move(remark));
  }
  check_log(config.log, mistakes);
  for (auto& mistake : besides(config)) mistakes.push_back(std::move(mistake));
  if (!mistakes.empty()) return mistakes;
  return CheckedConfig{std::move(config), *std::move(tls), std::move(remarks)};
}

}  // namespace vish::server
