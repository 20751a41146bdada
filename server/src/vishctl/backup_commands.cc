#include <ostream>

#include "vishctl/arguments.h"
#include "vishctl/commands.h"

namespace vish::server {

void add_backup_commands(CLI::App& app, const Session& session) {
  auto& group = add_group(app, "backup", "Back-ups van de index");
  auto* create = group.add_subcommand("create", "Maak nu een back-up en wacht tot zij er staat");
  const auto body = make_body();
  bind_body(*create, body, "--reden", "/reden", "Waarom; komt in het auditlog")->required();
  create->callback([&session, body] { session.one(Method::post, "/v1/backups", kBackupView, *body); });
  add_list(group, session, "backups", kBackupView);
  add_act(group, session, "verify", "Lees een back-up geheel na", "backups", "nummer", "controles", kBackupView,
          make_body());
  auto* open = group.add_subcommand("open", "Laat een teruggezette index weer vragen beantwoorden");
  const auto why = make_body();
  bind_body(*open, why, "--reden", "/reden", "Waarom; komt in het auditlog")->required();
  open->callback([&session, why] {
    const auto answer = session.request(Method::post, "/v1/openingen", *why);
    session.out << (session.as_json ? answer.dump(2) : "De index beantwoordt weer vragen.") << "\n";
  });
}

}  // namespace vish::server
