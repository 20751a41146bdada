#include <memory>
#include <ostream>
#include <string>

#include "vishctl/client/arguments.h"
#include "vishctl/client/commands.h"

namespace vish::vishctl {

namespace {

/// Adds `release`, `reject` or `rollback`, a decision on a delivery; `source` says where its id is found.
void add_decision(CLI::App& group, const Session& session, const std::string& verb, const std::string& collection,
                  const std::string& help, const std::string& source = "Zie aanlevering list") {
  auto* command = group.add_subcommand(verb, help);
  const auto id = std::make_shared<std::string>();
  const auto body = make_body();
  command->add_option("aanleveringId", *id, source)->required()->check(kPathName);
  bind_body(*command, body, "--reden", "/reden", "Waarom; komt in het rapport en het auditlog")->required();
  command->callback([&session, collection, id, body] {
    const auto answer = session.request(Method::post, "/v1/aanleveringen/" + *id + "/" + collection, *body);
    session.show(answer, answer.contains("opdracht") ? kVerzoekView : kAanleveringView);
  });
}

/// Returns the first page that holds reports: the server looks at a part of the reports at a time.
Json first_reports(const Session& session, QueryString query) {
  auto answer = session.request(Method::get, "/v1/aanleveringen" + query.text());
  while (answer.at("aanleveringen").empty() && answer.contains("volgende")) {
    query.set("na", answer.at("volgende").get<std::string>());
    answer = session.request(Method::get, "/v1/aanleveringen" + query.text());
  }
  return answer;
}

void add_diff(CLI::App& group, const Session& session) {
  auto* diff = group.add_subcommand("diff", "Toon wat het vrijgeven van een vastgehouden aanlevering nu zou doen");
  const auto id = std::make_shared<std::string>();
  diff->add_option("aanleveringId", *id, "Zie aanlevering list")->required()->check(kPathName);
  diff->callback([&session, id] { session.one(Method::get, "/v1/aanleveringen/" + *id + "/verschil", kVerschilView); });
}

/// Adds `show`, for a report or its findings for a spreadsheet.
void add_report(CLI::App& group, const Session& session) {
  auto* show = group.add_subcommand("show", "Toon één");
  const auto id = std::make_shared<std::string>();
  const auto csv = std::make_shared<bool>(false);
  show->add_option("aanleveringId", *id, "Zie aanlevering list")->required()->check(kPathName);
  show->add_flag("--csv", *csv, "Alleen de bevindingen, als CSV voor een rekenblad");
  show->callback([&session, id, csv] {
    const auto target = "/v1/aanleveringen/" + *id;
    if (!*csv) return session.one(Method::get, target, kAanleveringView);
    session.out << session.file(target, "text/csv");
  });
}

}  // namespace

void add_aanlevering_commands(CLI::App& app, const Session& session) {
  auto& group = add_group(app, "aanlevering", "Ontvangen dagbestanden");
  auto* list = group.add_subcommand("list", "Toon rapporten, nieuwste eerst");
  const auto query = std::make_shared<QueryString>();
  bind_query(*list, query, "--aansluitcode", "aansluitcode", "Alleen van deze aansluiting");
  bind_query(*list, query, "--status", "status",
             "verwerkt, vastgehouden, vervangen, verlopen, teruggedraaid, geweigerd of afgewezen");
  bind_query(*list, query, "--limiet", "limiet", "Ten hoogste zoveel (1-100)");
  bind_query(*list, query, "--na", "na", "Ga verder na deze aanlevering");
  list->callback([&session, query] { session.show_all(first_reports(session, *query), kAanleveringView); });
  add_report(group, session);
  add_decision(group, session, "release", "vrijgaven", "Verwerk een vastgehouden aanlevering alsnog");
  add_decision(group, session, "reject", "afwijzingen", "Wijs een vastgehouden aanlevering af");
  add_diff(group, session);
  add_decision(group, session, "rollback", "terugdraaiingen",
               "Zet terug wat na een eerdere aanlevering was geregistreerd", "Zie aansluiting show");
}

}  // namespace vish::vishctl
