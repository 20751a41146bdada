#include "vishctl/demo/demo.h"

#include <chrono>
#include <string>

#include "base/core/identity_files.h"
#include "base/core/new_file.h"
#include "server/config/config.h"
#include "storage/crypto/keyring.h"
#include "storage/store/store.h"
#include "vishctl/client/failure.h"
#include "vishctl/demo/demo_dagbestand.h"
#include "vishctl/demo/demo_pki.h"

namespace vish::vishctl {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kProfile =
    "# Hiermee bereikt vishctl de vishd van deze demonstratie. Paden gelden vanaf\n"
    "# de map van dit bestand.\n"
    "poortbestand = 'poorten.json'\n"
    "certificaat = 'pki/beheerder.pem'\n"
    "sleutel = 'pki/beheerder.key'\n"
    "vertrouwd = 'pki/ca.pem'\n";

void require_empty(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::exists(folder, ignored)) return;
  if (!fs::is_directory(folder) || !fs::is_empty(folder)) {
    throw Failure(ExitCode::local, folder.string() + " is geen lege map; kies een andere");
  }
}

template <class T>
T unwrap(Result<T, Error> result) {
  if (!result) throw Failure(ExitCode::local, result.error().message);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

server::Config demo_config(const fs::path& folder, bool free_ports) {
  server::Config config;
  config.proef = true;
  config.poortbestand = "poorten.json";
  config.tls = {"pki/server.pem", "pki/server.key", "pki/ca.pem", fs::path("pki") / kDemoCrls};
  config.opslag.map = "data";
  config.opslag.sleutels = "sleutels";
  config.operators = {
      {"beheerder", proto::Operatorrol::beheer, certificate_fingerprint(folder / "pki" / "beheerder.pem")}};
  if (free_ports) config.data.poort = config.beheer.poort = config.observatie.poort = 0;
  return config;
}

}  // namespace

void make_store(const fs::path& folder, const fs::path& keyring) {
  unwrap(storage::Store::create(folder, unwrap(storage::Keyring::load(keyring))));
}

void make_demo_pki(const fs::path& folder) {
  require_empty(folder);
  fs::create_directories(folder);
  write_demo_pki(folder);
}

void make_demo(const fs::path& folder, bool free_ports) {
  require_empty(folder);
  const auto today = Datum(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  fs::create_directories(folder / "pki");
  write_demo_pki(folder / "pki");
  unwrap(storage::Keyring::create(folder / "sleutels"));
  make_store(folder / "data", folder / "sleutels");
  write_new_file(folder / "vishd.toml", server::to_toml(demo_config(folder, free_ports)), kPublicFile);
  write_new_file(folder / "vishctl.toml", kProfile, kPublicFile);
  write_new_file(folder / "voorbeeld.csv", demo_dagbestand(today), kPublicFile);
}

}  // namespace vish::vishctl
