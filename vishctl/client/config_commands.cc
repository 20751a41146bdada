#include <ostream>

#include "vishctl/client/arguments.h"
#include "vishctl/client/commands.h"

namespace vish::vishctl {
namespace {

std::string reloaded_text(const Json& answer) {
  std::string text = "De nieuwe instellingen gelden. Gewijzigd in vishd.toml:";
  const auto& changed = answer.at("gewijzigd");
  for (const auto& what : changed) text += "\n  " + printable(what.get<std::string>());
  text += changed.empty() ? " niets.\n" : "\n";
  for (const auto& what : answer.value("opmerkingen", Json::array()))
    text += "Let op: " + printable(what.get<std::string>()) + "\n";
  return text;
}

}  // namespace

void add_config_commands(CLI::App& app, const Session& session) {
  auto& group = add_group(app, "config", "Instellingen van vishd");
  auto* reload = group.add_subcommand("reload", "Laat vishd zijn instellingen opnieuw lezen, zonder herstart");
  const auto body = make_body();
  bind_body(*reload, body, "--reden", "/reden", "Waarom; komt in het auditlog")->required();
  reload->callback([&session, body] {
    const auto answer = session.request(Method::post, "/v1/herladingen", *body);
    session.out << (session.as_json ? answer.dump(2) + "\n" : reloaded_text(answer));
  });
}

}  // namespace vish::vishctl
