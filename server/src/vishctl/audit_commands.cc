#include <memory>
#include <ostream>
#include <string>

#include "vishctl/arguments.h"
#include "vishctl/commands.h"

namespace vish::server {

namespace {

/// Options that say which lines; what their values must look like is for the
/// server to judge.
void bind_filters(CLI::App& command, const std::shared_ptr<QueryString>& query) {
  bind_query(command, query, "--van", "van", "Vanaf deze dag (jjjj-mm-dd) of dit moment");
  bind_query(command, query, "--tot", "tot", "Tot en met deze dag of dit moment");
  bind_query(command, query, "--actor", "actor", "Alleen van deze partij (OIN) of beheerder");
  bind_query(command, query, "--handeling", "handeling", "Bijvoorbeeld bevraging of aansluiting.fase");
  bind_query(command, query, "--uitkomst", "uitkomst", "Bijvoorbeeld match of geweigerd");
  bind_query(command, query, "--onderwerp", "onderwerp", "Aansluitcode, OIN of id waar het over ging");
  bind_query(command, query, "--match", "matchId", "Alleen van deze bevraging");
}

/// The first page that holds lines: the server looks at a part of the log at a time.
Json first_found(const Session& session, QueryString query) {
  auto answer = session.request(Method::get, "/v1/auditregels" + query.text());
  while (answer.at("auditregels").empty() && answer.contains("volgende")) {
    query.set("na", answer.at("volgende").dump());
    answer = session.request(Method::get, "/v1/auditregels" + query.text());
  }
  return answer;
}

}  // namespace

void add_audit_commands(CLI::App& app, const Session& session) {
  auto& group = add_group(app, "audit", "Verantwoording");
  auto* list = group.add_subcommand("list", "Toon auditregels, oudste eerst");
  const auto query = std::make_shared<QueryString>();
  bind_filters(*list, query);
  bind_query(*list, query, "--limiet", "limiet", "Ten hoogste zoveel (1-1000)");
  bind_query(*list, query, "--na", "na", "Ga verder na dit volgnummer");
  list->add_flag_callback(
      "--laatste", [query] { query->set("laatste", "true"); }, "Nieuwste eerst");
  list->callback([&session, query] { session.show_all(first_found(session, *query), kAuditregelView); });
  add_show(group, session, "auditregels", "volgnummer", kAuditregelView);
}

}  // namespace vish::server
