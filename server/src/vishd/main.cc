#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/log.h"
#include "app/version.h"
#include "config/config.h"
#include "storage/keyring.h"
#include "storage/locked_memory.h"
#include "storage/store.h"
#include "vishd/server.h"

namespace {

namespace fs = std::filesystem;
using namespace vish;
using namespace vish::server;

/// Keys and BSNs pass through memory: no core file and no debugger of another
/// user's may hold them.
void forbid_core_files() {
  const rlimit none{0, 0};
  if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0) {
    throw std::runtime_error("kernbestanden zijn niet uit te schakelen");
  }
}

Level to_level(storage::LogLevel level) {
  switch (level) {
    case storage::LogLevel::debug:
      return Level::debug;
    case storage::LogLevel::info:
      return Level::info;
    case storage::LogLevel::warn:
      return Level::warning;
    case storage::LogLevel::error:
      return Level::error;
  }
  return Level::error;
}

template <class T>
T require(storage::Stored<T> stored) {
  if (!stored) throw std::runtime_error(stored.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*stored);
}

std::unique_ptr<storage::Store> open_store(const Config& config) {
  auto keys = require(storage::Keyring::load(config.opslag.sleutels));
  storage::StoreOptions options;
  options.folder = config.opslag.map;
  options.cache_bytes = config.opslag.cache_mb << 20U;
  options.min_free_bytes = config.opslag.min_vrije_ruimte_mb << 20U;
  options.log = [](storage::LogLevel level, std::string_view text) {
    log_event(to_level(level), "opslag", {{"tekst", std::string(text)}});
  };
  return require(storage::Store::open(options, std::move(keys)));
}

/// Tells which ports were bound; whole or not at all, for whoever waits for it.
void write_ports(const fs::path& file, const Server::Ports& ports) {
  const nlohmann::json json{{"data", ports.data}, {"beheer", ports.beheer}, {"observatie", ports.observatie}};
  const fs::path temporary = file.string() + ".nieuw";
  std::ofstream(temporary) << json.dump() << '\n';
  fs::rename(temporary, file);
}

/// What a large delivery took goes back to the system when it ends: by itself
/// the C library keeps ever larger blocks.
void return_large_memory() {
  constexpr int kLarge = 1 << 20;
  // Before there is a second thread.
  ::mallopt(M_MMAP_THRESHOLD, kLarge);       // NOLINT(concurrency-mt-unsafe)
  ::mallopt(M_TRIM_THRESHOLD, 16 * kLarge);  // NOLINT(concurrency-mt-unsafe)
}

void serve(const Config& config) {
  open_log(config.log);
  const auto store = open_store(config);
  Server server(config, *store);
  const auto ports = server.ports();
  if (!config.poortbestand.empty()) write_ports(config.poortbestand, ports);
  log_event(Level::info, "gestart",
            {{"versie", std::string(version())},
             {"databaseId", store->database_id()},
             {"data", std::to_string(ports.data)},
             {"beheer", std::to_string(ports.beheer)},
             {"observatie", std::to_string(ports.observatie)}});
  server.run();
  std::error_code ignored;
  if (!config.poortbestand.empty()) fs::remove(config.poortbestand, ignored);
  log_event(Level::info, "gestopt");
}

int run(const fs::path& file) {
  const auto config = load_config(file);
  if (!config) {
    for (const auto& mistake : config.error()) std::cerr << file.string() << ": " << mistake << '\n';
    return 4;
  }
  forbid_core_files();
  require(storage::lock_key_memory());
  return_large_memory();
  serve(*config);
  close_log();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program{"De server van VISH index"};
  std::string file;
  program.add_option("--config", file, "Configuratiebestand (TOML)")->required();
  program.set_version_flag("--version", std::string(version()));
  CLI11_PARSE(program, argc, argv);
  try {
    return run(file);
  } catch (const std::exception& exception) {
    std::cerr << "vishd: " << exception.what() << '\n';
    return 1;
  }
}
