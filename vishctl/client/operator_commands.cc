#include <string>

#include "base/core/identity_files.h"
#include "vishctl/client/arguments.h"
#include "vishctl/client/commands.h"

namespace vish::vishctl {

namespace {

constexpr auto kRollen = "privacy of auditor; beheer staat in vishd.toml";

/// Adds the options for the certificate itself, or for its fingerprint.
void bind_certificate(CLI::App& command, const Body& body) {
  auto* file = command.add_option_function<std::string>(
      "--certificaat", [body](const std::string& pem) { (*body)["vingerafdruk"] = certificate_fingerprint(pem); },
      "Certificaat van deze persoon (PEM)");
  bind_body(command, body, "--vingerafdruk", "/vingerafdruk", "De SHA-256 ervan, 64 hexadecimale cijfers")
      ->excludes(file);
}

}  // namespace

void add_operator_commands(CLI::App& app, const Session& session) {
  auto& group = add_group(app, "operator", "Beheerders: personen met een rol");
  auto* add = group.add_subcommand("add", "Registreer een beheerder");
  const auto body = make_body();
  bind_body(*add, body, "naam", "/naam", "Komt in het auditlog; gaat nooit naar een ander")->required();
  bind_body(*add, body, "--rol", "/rol", kRollen)->required();
  bind_certificate(*add, body);
  add->callback([&session, body] { session.one(Method::post, "/v1/operators", kOperatorView, *body); });
  add_list(group, session, "operators", kOperatorView);
  add_show(group, session, "operators", "naam", kOperatorView);
  const auto changed = make_body();
  auto& change = add_act(group, session, "change", "Wijzig rol of certificaat; wat u niet noemt blijft", "operators",
                         "naam", "wijzigingen", kOperatorView, changed);
  bind_body(change, changed, "--rol", "/rol", kRollen);
  bind_certificate(change, changed);
  add_act(group, session, "end", "Beëindig voorgoed; geldt vanaf het eerstvolgende verzoek", "operators", "naam",
          "beeindigingen", kOperatorView, make_body());
}

}  // namespace vish::vishctl
