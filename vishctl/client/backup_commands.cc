#include <chrono>
#include <memory>
#include <ostream>
#include <string>

#include "vishctl/client/arguments.h"
#include "vishctl/client/commands.h"

namespace vish::vishctl {
namespace {

/// A backup of a large index to a slow disk takes hours.
constexpr std::chrono::hours kBackupDeadline{12};
constexpr auto kBackups = "/v1/backups";

}  // namespace

void add_backup_commands(CLI::App& app, const Session& session) {
  auto& group = add_group(app, "backup", "Back-ups van de index");
  auto* create = group.add_subcommand("create", "Maak nu een back-up en wacht tot zij er staat");
  const auto body = make_body();
  bind_body(*create, body, "--reden", "/reden", "Waarom; komt in het auditlog")->required();
  create->callback([&session, body] {
    const Longwork work{"Back-up maken", kBackups, "/bezig/maken"};
    session.show(session.wait_for(work, Method::post, kBackups, *body, kBackupDeadline), kBackupView);
  });
  add_list(group, session, "backups", kBackupView);
  auto* verify = group.add_subcommand("verify", "Lees een back-up geheel na");
  const auto number = std::make_shared<std::string>();
  const auto because = make_body();
  verify->add_option("nummer", *number, "Van wie of wat")->required()->check(kPathName);
  bind_body(*verify, because, "--reden", "/reden", "Waarom; komt in het auditlog")->required();
  verify->callback([&session, number, because] {
    const Longwork work{"Back-up nalezen", kBackups, "/bezig/nalezen"};
    const auto target = std::string(kBackups) + "/" + *number + "/controles";
    session.show(session.wait_for(work, Method::post, target, *because, kBackupDeadline), kBackupView);
  });
  auto* open = group.add_subcommand("open", "Laat een teruggezette index weer vragen beantwoorden");
  const auto why = make_body();
  bind_body(*open, why, "--reden", "/reden", "Waarom; komt in het auditlog")->required();
  open->callback([&session, why] {
    const auto answer = session.request(Method::post, "/v1/openingen", *why);
    session.out << (session.as_json ? answer.dump(2) : "De index beantwoordt weer vragen.") << "\n";
  });
}

}  // namespace vish::vishctl
