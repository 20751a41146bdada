#include "server/check/config_check.h"

#include <unistd.h>

#include <array>
#include <system_error>
#include <utility>

#include "base/core/try.h"
#include "server/rules/proef.h"
#include "server/scheduling/asio.h"
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

/// Checks the folder of the backups, which comes by itself, or with a disk that is not there yet.
void check_backup_folder(const fs::path& doel, const fs::path& database, Mistakes& mistakes, Mistakes& remarks) {
  std::error_code unseen;
  std::error_code ignored;
  const auto name = "backup.doel " + doel.string();
  const auto plain = doel.has_filename() ? doel : doel.parent_path();
  const bool is_folder = fs::is_directory(fs::status(plain, unseen));
  if (!unseen && !is_folder) return mistakes.push_back(name + " is geen map");
  if (unseen && fs::exists(fs::symlink_status(plain, ignored))) {
    return remarks.push_back(name + " leidt nu nergens heen; is de schijf aangekoppeld? Tot dan is er geen back-up");
  }
  if (on_same_disk(is_folder ? plain : plain.parent_path(), database)) {
    remarks.push_back(name + " staat op dezelfde schijf als de database");
  }
}

void check_backup(const Config& config, Mistakes& mistakes, Mistakes& remarks) {
  const auto& backup = config.backup;
  if (backup.doel.empty()) return;
  if (const auto can = storage::check_ontvangers(backup.ontvangers); !can) {
    mistakes.push_back("backup.ontvangers: " + can.error().message);
  }
  check_backup_folder(backup.doel, config.opslag.map, mistakes, remarks);
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

/// Checks that the file with the ports can be written and put in place.
void check_ports_file(const fs::path& file, Mistakes& mistakes) {
  if (file.empty()) return;
  std::error_code ignored;
  if (fs::is_directory(file, ignored) || ::access(file.parent_path().c_str(), W_OK) != 0) {
    mistakes.push_back("poortbestand " + file.string() + " is niet te schrijven");
  }
}

/// Checks that there is a folder that can be written, or a place for one.
void check_output_folder(const std::string& setting, const fs::path& folder, Mistakes& mistakes) {
  if (folder.empty()) return;
  std::error_code ignored;
  const bool is_there = fs::exists(fs::symlink_status(folder, ignored));
  const bool is_other = is_there && !fs::is_directory(folder, ignored);
  if (is_other) return mistakes.push_back(setting + " " + folder.string() + " is geen map");
  if (::access((is_there ? folder : folder.parent_path()).c_str(), W_OK) == 0) return;
  mistakes.push_back(setting + " " + folder.string() + " is niet te schrijven");
}

/// Whether an address can be opened here now; the port does not matter.
bool is_of_this_machine(const std::string& text) {
  boost::system::error_code failed;
  const auto address = asio::ip::make_address(text, failed);
  asio::io_context context;
  asio::ip::tcp::socket socket(context);
  const asio::ip::tcp::endpoint endpoint(address, 0);
  if (!failed) socket.open(endpoint.protocol(), failed);
  if (!failed) socket.bind(endpoint, failed);
  return !failed;
}

void check_addresses(const Config& config, Mistakes& remarks) {
  const std::array<std::pair<std::string, const Luisteradres&>, 3> all{
      {{"data", config.data}, {"beheer", config.beheer}, {"observatie", config.observatie}}};
  for (const auto& [section, luisteradres] : all) {
    if (is_of_this_machine(luisteradres.adres)) continue;
    remarks.push_back(section + ".adres " + luisteradres.adres +
                      " is nu geen adres van deze machine; zonder sockets van systemd (FreeBind=) start vishd pas als "
                      "zij het heeft");
  }
}

}  // namespace

fs::path saved_lists_of(const Config& config) { return config.opslag.map / "intrekkingslijsten"; }

std::vector<std::string> operator_mistakes(const Config& config, const storage::Stand& stand) {
  std::vector<std::string> mistakes;
  for (const auto& [naam, rol, vingerafdruk] : config.operators) {
    const auto registered = stand.operators.find(naam);
    if (registered != stand.operators.end() && registered->second.beeindigd_op) {
      mistakes.push_back("operator.naam " + naam +
                         " was van een beheerder in het register die is beëindigd; een naam " +
                         "gaat nooit naar een ander");
    }
    const auto holder = stand.vingerafdrukken.find(vingerafdruk);
    if (holder != stand.vingerafdrukken.end() && holder->second != naam) {
      mistakes.push_back("operator.vingerafdruk van " + naam + ": dit certificaat is of was van " + holder->second +
                         " in het register; een certificaat gaat nooit naar een ander");
    }
  }
  return mistakes;
}

std::vector<std::string> database_mistakes(const Config& config) {
  std::error_code ignored;
  const auto keys = storage::Keyring::load(config.opslag.sleutels);
  if (!keys || !fs::exists(config.opslag.map / "CURRENT", ignored)) return {};
  storage::StoreOptions options;
  options.folder = config.opslag.map;
  options.auditkopie = config.verantwoording.kopie;
  const auto stand = storage::Store::look(options, *keys);
  return stand ? operator_mistakes(config, *stand) : Mistakes{"opslag.map: " + stand.error().message};
}

Result<CheckedConfig, Mistakes> check_config(const fs::path& file, std::time_t now, Occasion occasion,
                                             const BesidesCheck& besides) {
  auto config = TRY(load_config(file));
  auto tls = read_tls(config.tls, saved_lists_of(config), now, occasion);
  auto mistakes = tls ? Mistakes() : tls.error();
  auto remarks = config.remarks;
  if (tls) remarks.insert(remarks.end(), tls->remarks.begin(), tls->remarks.end());
  check_storage(config.opslag, mistakes);
  check_backup(config, mistakes, remarks);
  if (auto remark = tls && !config.proef ? over_demonstratie_ca(*tls->trust) : ""; !remark.empty()) {
    remarks.push_back(std::move(remark));
  }
  check_addresses(config, remarks);
  check_log(config.log, mistakes);
  check_ports_file(config.poortbestand, mistakes);
  check_output_folder("verantwoording.kopie", config.verantwoording.kopie, mistakes);
  for (auto& mistake : besides(config)) mistakes.push_back(std::move(mistake));
  if (!mistakes.empty()) return mistakes;
  return CheckedConfig{std::move(config), *std::move(tls), std::move(remarks)};
}

}  // namespace vish::server
