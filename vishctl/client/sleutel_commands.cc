#include "vishctl/client/arguments.h"
#include "vishctl/client/commands.h"

namespace vish::vishctl {

void add_sleutel_commands(CLI::App& app, const Session& session) {
  auto& group = add_group(app, "sleutel", "Sleutels van de index");
  add_list(group, session, "sleutels", kSleutelView);
  group.add_subcommand("status", "Toon wat er nog onder welke sleutel staat")->callback([&session] {
    session.list("/v1/sleutels", kSleutelgebruikView);
  });
  auto* rotate = group.add_subcommand("rotate", "Maak een nieuwe sleutel en schrijf daar voortaan onder");
  const auto body = make_body();
  bind_body(*rotate, body, "soort", "/soort", "index, zegel of audit")->required();
  bind_body(*rotate, body, "--reden", "/reden", "Waarom; komt in het auditlog")->required();
  rotate->callback([&session, body] {
    session.show(session.wait_for({"Sleutel wisselen"}, Method::post, "/v1/sleutels", *body), kSleutelView);
  });
  add_act(group, session, "destroy", "Vernietig een oude sleutel die niemand meer nodig heeft (twee beheerders)",
          "sleutels", "sleutel", "vernietigingen", kSleutelView, make_body());
}

}  // namespace vish::vishctl
