#include "vishctl/client/arguments.h"
#include "vishctl/client/commands.h"

namespace vish::vishctl {

/// A leverancier is an organisatie of one kind; its commands use the same resources.
void add_leverancier_commands(CLI::App& app, const Session& session) {
  auto& group = add_group(app, "leverancier", "Softwareleveranciers die voor aansluitingen aanleveren");
  auto* add = group.add_subcommand("add", "Registreer een leverancier");
  const auto body = make_body();
  (*body)["soort"] = "leverancier";
  bind_body(*add, body, "oin", "/oin", "Organisatie-identificatienummer, 20 posities")->required();
  bind_body(*add, body, "--naam", "/naam", "Naam")->required();
  add->callback([&session, body] { session.one(Method::post, "/v1/organisaties", kLeverancierView, *body); });
  group.add_subcommand("list", "Toon alle")->callback([&session] {
    session.list("/v1/organisaties?soort=leverancier", kLeverancierView);
  });
  add_show(group, session, "organisaties", "oin", kLeverancierView);
  const auto changed = make_body();
  auto& change = add_act(group, session, "change", "Wijzig de naam", "organisaties", "oin", "wijzigingen",
                         kLeverancierView, changed);
  bind_body(change, changed, "--naam", "/naam", "Naam")->required();
  add_act(group, session, "end", "Beëindig een leverancier die voor niemand meer aanlevert", "organisaties", "oin",
          "beeindigingen", kLeverancierView, make_body());
}

}  // namespace vish::vishctl
