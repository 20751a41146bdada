#include <ostream>

#include "vishctl/arguments.h"
#include "vishctl/commands.h"

namespace vish::server {

void add_config_commands(CLI::App& app, const Session& session) {
  auto& group = add_group(app, "config", "Instellingen van vishd");
  auto* reload = group.add_subcommand("reload", "Laat vishd zijn instellingen opnieuw lezen, zonder herstart");
  const auto body = make_body();
  bind_body(*reload, body, "--reden", "/reden", "Waarom; komt in het auditlog")->required();
  reload->callback([&session, body] {
    const auto answer = session.request(Method::post, "/v1/herladingen", *body);
    session.out << (session.as_json ? answer.dump(2) : "De nieuwe instellingen gelden.") << "\n";
  });
}

}  // namespace vish::server
