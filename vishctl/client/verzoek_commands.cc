#include <memory>
#include <string>

#include "vishctl/client/arguments.h"
#include "vishctl/client/commands.h"

namespace vish::vishctl {

void add_verzoek_commands(CLI::App& app, const Session& session) {
  auto& group = add_group(app, "verzoek", "Wat op een tweede beheerder wacht");
  add_list(group, session, "verzoeken", kVerzoekView);
  auto* command = group.add_subcommand("withdraw", "Trek een verzoek in; het wordt dan niet meer uitgevoerd");
  const auto handeling = std::make_shared<std::string>();
  const auto naam = std::make_shared<std::string>();
  const auto body = make_body();
  command->add_option("handeling", *handeling, "Zie verzoek list")->required()->check(kPathName);
  command->add_option("naam", *naam, "Waarover, zie verzoek list")->required()->check(kPathName);
  bind_body(*command, body, "--reden", "/reden", "Waarom; komt in het auditlog")->required();
  command->callback([&session, handeling, naam, body] {
    session.one(Method::post, "/v1/verzoeken/" + *handeling + "/" + *naam + "/intrekkingen", kVerzoekIngetrokkenView,
                *body);
  });
}

}  // namespace vish::vishctl
