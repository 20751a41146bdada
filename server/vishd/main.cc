#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/calendar/nederlands.h"
#include "base/cli/dutch.h"
#include "base/core/locked_memory.h"
#include "base/core/process.h"
#include "base/core/progress.h"
#include "server/check/config_check.h"
#include "server/config/config.h"
#include "server/log/log.h"
#include "server/rules/version.h"
#include "server/vishd/command_line.h"
#include "server/vishd/herlezen.h"
#include "server/vishd/server.h"
#include "server/vishd/systemd.h"
#include "storage/crypto/keyring.h"
#include "storage/restore/terugzetten.h"
#include "storage/store/store.h"

namespace {

namespace fs = std::filesystem;
using namespace vish;
using namespace vish::server;

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

storage::StoreOptions store_options(const Config& config) {
  storage::StoreOptions options;
  options.folder = config.opslag.map;
  options.cache_bytes = config.opslag.cache_mb << 20U;
  options.min_free_bytes = config.opslag.min_vrije_ruimte_mb << 20U;
  options.auditkopie = config.verantwoording.kopie;
  options.log = [](storage::LogLevel level, std::string_view text) {
    log_event(to_level(level), "opslag", {{"tekst", std::string(text)}});
  };
  return options;
}

std::unique_ptr<storage::Store> open_store(const Config& config) {
  auto keys = or_throw(storage::Keyring::load(config.opslag.sleutels));
  auto options = store_options(config);
  options.goes_on = [starting = std::make_shared<Starting>()] { starting->goes_on(); };
  return or_throw(storage::Store::open(options, std::move(keys)));
}

void show_lines(std::string_view head, const std::vector<proto::Auditregel>& regels) {
  if (!regels.empty()) std::cout << head << "\n";
  for (const auto& regel : regels) {
    std::cout << "  regel " << regel.volgnummer << ": " << regel.handeling.text() << " " << regel.onderwerp.value_or("")
              << ", " << regel.uitkomst.text() << ", door " << regel.actor << ", " << datum_en_tijd(regel.tijdstip)
              << "\n";
    if (regel.gegevens) std::cout << "    nu: " << *regel.gegevens << "\n";
  }
}

storage::Teruggezet restore_in_view(const storage::Terugzetopdracht& opdracht, storage::StoreOptions options) {
  ProgressLine line;
  options.log = [&line](storage::LogLevel, std::string_view text) {
    line.clear();
    std::cerr << "vishd: " << text << '\n';
  };
  return or_throw(
      storage::restore(opdracht, options, [&line](auto step, auto done, auto total) { line.show(step, done, total); }));
}

/// Puts a backup back; the server does not start.
void put_back(const Config& config, const Opdracht& opdracht) {
  const auto doel = opdracht.van.empty() ? config.backup.doel : opdracht.van;
  if (doel.empty()) throw std::runtime_error("geef met --van de map met de back-ups: backup.doel is niet ingesteld");
  const auto options = store_options(config);
  const auto done = restore_in_view({doel, opdracht.backup, opdracht.sleutel, config.opslag.sleutels}, options);
  std::cout << "Back-up " << opdracht.backup << " van " << datum_en_tijd(done.terugzetting.gemaakt_op) << " staat in "
            << config.opslag.map.string() << ".\n"
            << (options.auditkopie.empty()
                    ? std::string(
                          "Zonder kopie van de verantwoording: wat na de back-up is gedaan en beantwoord ontbreekt")
                    : "Uit de kopie van de verantwoording kwamen " + std::to_string(done.terugzetting.uit_kopie) +
                          " regels terug")
            << ".\n";
  show_lines("Opnieuw gedaan:", done.opnieuw_gedaan);
  show_lines("Sinds de back-up gewijzigd; doe dit opnieuw voor u de index opent:", done.nog_te_doen);
  for (const auto& party : done.ingetrokken) {
    std::cout << "Een verzoek over " << party << ", waarop een tweede beheerder moest antwoorden, is vervallen.\n";
  }
  std::cout << "Start vishd; vragen worden pas beantwoord na: vishctl backup open --reden REDEN\n";
  if (!std::cout.flush()) throw std::runtime_error("de back-up staat er, maar de uitvoer kan niet worden geschreven");
}

/// Writes which ports were bound. A program that waits for the file sees it whole or not at all.
void write_ports(const fs::path& file, const Server::Ports& ports) {
  const nlohmann::json json{{"data", ports.data}, {"beheer", ports.beheer}, {"observatie", ports.observatie}};
  const fs::path temporary = file.string() + ".nieuw";
  std::ofstream out(temporary);
  std::error_code failed;
  if (out << json.dump() << std::endl) fs::rename(temporary, file, failed);
  if (!out || failed) throw std::runtime_error("poortbestand " + file.string() + " is niet te schrijven");
}

/// Raises the limit on open files: every connection is a file, and the database has some of its own.
void make_room_for_files(const Config& config) {
  constexpr rlim_t kOther = 2000;
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) throw std::runtime_error("het aantal open bestanden is onbekend");
  files.rlim_cur = files.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &files) != 0) throw std::runtime_error("het aantal open bestanden is niet te verhogen");
  const auto& limieten = config.limieten;
  const auto needed = limieten.max_verbindingen + limieten.max_handdrukken + limieten.max_zonder_certificaat + kOther;
  if (files.rlim_cur >= needed) return;
  log_event(Level::warning, "te weinig open bestanden toegestaan voor alle verbindingen",
            {{"toegestaan", std::to_string(files.rlim_cur)}, {"nodig", std::to_string(needed)}});
}

constexpr int kWrongSettings = 4;
constexpr int kNotNow = 5;

int refuse(const fs::path& file, const std::vector<std::string>& mistakes) {
  for (const auto& mistake : mistakes) std::cerr << file.string() << ": " << mistake << '\n';
  return kWrongSettings;
}

/// Refuses to start now; systemd tries again, since the clock may be wrong shortly after the start of the machine.
int refuse_now(const fs::path& file, const std::vector<std::string>& reasons) {
  refuse(file, reasons);
  const auto now = Tijdstip(std::chrono::seconds(std::time(nullptr)));
  std::cerr << "vishd: volgens de klok is het nu " << rfc3339(now) << "; klopt dat niet, dan is dit zo voorbij\n";
  return kNotNow;
}

int serve(const fs::path& file, const std::map<std::string, int>& sockets) {
  const auto checked = check_config(file, std::time(nullptr), Occasion::start);
  if (!checked) return refuse(file, checked.error());
  if (!checked->tls.not_now.empty()) return refuse_now(file, checked->tls.not_now);
  const auto& config = checked->config;
  open_log(config.log);
  log_remarks(checked->remarks);
  make_room_for_files(config);
  const auto store = open_store(config);
  if (const auto mistakes = operator_mistakes(config, *store->stand()); !mistakes.empty()) {
    return refuse(file, mistakes);
  }
  std::optional<Server> server(std::in_place, file, config, sockets, *store);
  const auto ports = server->ports();
  if (!config.poortbestand.empty()) write_ports(config.poortbestand, ports);
  log_event(Level::info, "gestart",
            {{"versie", std::string(version())},
             {"databaseId", store->database_id()},
             {"data", std::to_string(ports.data)},
             {"beheer", std::to_string(ports.beheer)},
             {"observatie", std::to_string(ports.observatie)}});
  server->run();
  // The deliveries that the server cuts off in the end still go into the log.
  server.reset();
  std::error_code ignored;
  if (!config.poortbestand.empty()) fs::remove(config.poortbestand, ignored);
  log_event(Level::info, "gestopt");
  close_log();
  return 0;
}

int run(const Opdracht& opdracht) {
  const fs::path file = opdracht.config;
  const auto sockets = inherited_sockets();
  forbid_core_files();
  // A write to a client that is gone returns an error.
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT(concurrency-mt-unsafe)
  // SIGHUP asks for nothing until the server runs: the server reads the newest settings now.
  std::signal(SIGHUP, SIG_IGN);  // NOLINT(concurrency-mt-unsafe)
  or_throw(lock_key_memory());
  if (!opdracht.restore) return serve(file, sockets);
  const auto config = load_config(file);
  if (!config) return refuse(file, config.error());
  put_back(*config, opdracht);
  return 0;
}

}  // namespace

/// jemalloc reads this at the start: the memory of a large delivery goes back to the system within seconds.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "background_thread:true,dirty_decay_ms:1000,muzzy_decay_ms:1000";
}

int main(int argc, char** argv) {
  CLI::App program;
  Opdracht opdracht;
  add_vishd(program, opdracht);
  try {
    program.parse(argc, argv);
    return run(opdracht);
  } catch (const CLI::Success& help) {
    const int code = program.exit(help);
    if (std::cout.flush()) return code;
    std::cerr << "vishd: de uitvoer kan niet worden geschreven\n";
    return 1;
  } catch (const CLI::ParseError& error) {
    std::cerr << usage_text(program, error) << '\n';
    return 2;
  } catch (const std::exception& exception) {
    std::cerr << "vishd: " << exception.what() << '\n';
    return 1;
  }
}
