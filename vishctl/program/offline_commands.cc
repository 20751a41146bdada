#include <ctime>
#include <memory>
#include <ostream>
#include <string>

#include "server/check/config_check.h"
#include "server/config/config.h"
#include "server/pki/trust.h"
#include "storage/crypto/keyring.h"
#include "storage/store/store.h"
#include "vishctl/client/arguments.h"
#include "vishctl/client/commands.h"
#include "vishctl/client/failure.h"
#include "vishctl/demo/demo.h"

namespace vish::vishctl {

namespace {

using Path = std::shared_ptr<std::filesystem::path>;

Path add_path(CLI::App& command, const std::string& name, const std::string& help) {
  auto path = std::make_shared<std::filesystem::path>();
  command.add_option(name, *path, help)->required();
  return path;
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::vector<std::string>& mistakes) {
  std::string text;
  for (const auto& mistake : mistakes) text += (text.empty() ? "" : "\n") + file.string() + ": " + mistake;
  throw Failure(ExitCode::local, text);
}

server::Config require_config(const std::filesystem::path& file) {
  auto config = server::load_config(file);
  if (config) return *std::move(config);
  refuse(file, config.error());
}

void add_config_check(CLI::App& app, const Session& session) {
  auto* check =
      app.get_subcommand("config")->add_subcommand("check", "Controleer een bestand en meld elke fout (zonder server)");
  const auto file = add_path(*check, "bestand", "Bijvoorbeeld vishd.toml");
  check->callback([&session, file] {
    const auto checked =
        server::check_config(*file, std::time(nullptr), server::Occasion::change, server::database_mistakes);
    if (!checked) refuse(*file, checked.error());
    for (const auto& remark : checked->remarks) session.out << "Let op: " << remark << "\n";
    session.out << file->string() << " is in orde.\n";
  });
}

/// Adds `intrekkingslijst check`, which shows what vishd would do with a list before the list is put in place.
void add_list_check(CLI::App& app, const Session& session) {
  auto& group = add_group(app, "intrekkingslijst", "Intrekkingslijsten van CA's (zonder server)");
  auto* check = group.add_subcommand("check", "Controleer een opgehaalde lijst voordat u haar neerzet");
  const auto list = add_path(*check, "bestand", "Intrekkingslijst (PEM of DER)");
  const auto file = add_path(*check, "--config", "Instellingen van vishd");
  check->callback([&session, list, file] {
    const auto config = require_config(*file);
    const auto now = std::time(nullptr);
    server::Trust trust({config.tls.vertrouwd, config.tls.intrekkingslijsten, saved_lists_of(config)});
    trust.refresh(now);
    const auto found = trust.findings_in(*list, now);
    if (!found.mistakes.empty()) refuse(*list, found.mistakes);
    for (const auto& remark : found.remarks) session.out << "Let op: " << remark << "\n";
    session.out << list->string() << " is te gebruiken.\n";
  });
}

void add_key_init(CLI::App& app, const Session& session) {
  auto* init =
      app.get_subcommand("sleutel")->add_subcommand("init", "Maak een sleutelbos in een nieuwe map (zonder server)");
  const auto folder = add_path(*init, "map", "Map buiten de database");
  init->callback([&session, folder] {
    if (auto made = storage::Keyring::create(*folder); !made) throw Failure(ExitCode::local, made.error().message);
    session.out << "Sleutelbos gemaakt in " << folder->string() << ". Bewaar een kopie op een andere plaats.\n";
  });
}

void add_store_init(CLI::App& app, const Session& session) {
  auto& group = add_group(app, "opslag", "Database (zonder server)");
  auto* init = group.add_subcommand("init", "Maak een lege database bij de sleutelbos");
  const auto file = add_path(*init, "--config", "Instellingen van vishd");
  init->callback([&session, file] {
    const auto config = require_config(*file);
    make_store(config.opslag.map, config.opslag.sleutels);
    session.out << "Database gemaakt in " << config.opslag.map.string() << ".\n";
  });
}

void add_demo_pki(CLI::App& group, const Session& session) {
  auto* pki = group.add_subcommand("pki", "Maak alleen de certificaten, om een installatie te beproeven");
  const auto folder = add_path(*pki, "map", "Nieuwe map");
  pki->callback([&session, folder] {
    make_demo_pki(*folder);
    session.out << "Certificaten gemaakt in " << folder->string() << ". Gebruik ze nooit voor echte gegevens.\n";
  });
}

void add_demo_init(CLI::App& group, const Session& session) {
  auto* init = group.add_subcommand("init", "Richt een volledige demonstratie in in een lege map");
  const auto folder = add_path(*init, "map", "Nieuwe of lege map");
  const auto free_ports = std::make_shared<bool>(false);
  init->add_flag("--vrije-poorten", *free_ports, "Laat vishd vrije poorten kiezen (zie poorten.json)");
  init->callback([&session, folder, free_ports] {
    make_demo(*folder, *free_ports);
    session.out << "Demonstratie ingericht in " << folder->string() << ".\n"
                << "Start de server met: vishd --config " << (*folder / "vishd.toml").string() << "\n"
                << "Bekijk hem met: vishctl --profiel " << (*folder / "vishctl.toml").string() << " status\n";
  });
}

}  // namespace

void add_offline_commands(CLI::App& app, const Session& session) {
  auto& demo = add_group(app, "demo", "Demonstratie (zonder server)");
  add_demo_init(demo, session);
  add_demo_pki(demo, session);
  add_key_init(app, session);
  add_store_init(app, session);
  add_config_check(app, session);
  add_list_check(app, session);
}

}  // namespace vish::vishctl
