#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "base/calendar/nederlands.h"
#include "base/core/progress.h"
#include "vishctl/client/arguments.h"
#include "vishctl/client/auditexport.h"
#include "vishctl/client/commands.h"
#include "vishctl/client/failure.h"
#include "vishctl/client/uitvoerbestand.h"

namespace vish::vishctl {

namespace {

const CLI::Validator kNoEmptyName(
    [](const std::string& text) { return text.empty() ? std::string("geef de naam van een bestand") : std::string(); },
    "");

/// Adds the options that choose lines; the server judges their values.
void bind_filters(CLI::App& command, const std::shared_ptr<QueryString>& query) {
  bind_query(command, query, "--van", "van", "Vanaf deze dag (jjjj-mm-dd) of dit moment");
  bind_query(command, query, "--tot", "tot", "Tot en met deze dag of dit moment");
  bind_query(command, query, "--actor", "actor", "Alleen van deze partij (OIN) of beheerder");
  bind_query(command, query, "--handeling", "handeling", "Bijvoorbeeld bevraging of aansluiting.fase");
  bind_query(command, query, "--uitkomst", "uitkomst", "Bijvoorbeeld match of geweigerd");
  bind_query(command, query, "--onderwerp", "onderwerp", "Aansluitcode, OIN of id waar het over ging");
  bind_query(command, query, "--match", "matchId", "Alleen van deze bevraging");
}

/// Returns the first page that holds lines: the server looks at a part of the log at a time.
Json first_found(const Session& session, QueryString query) {
  auto answer = session.request(Method::get, "/v1/auditregels" + query.text());
  while (answer.at("auditregels").empty() && answer.contains("volgende")) {
    query.set("na", answer.at("volgende").dump());
    answer = session.request(Method::get, "/v1/auditregels" + query.text());
  }
  return answer;
}

using Write = std::function<void(const std::string&)>;

/// Writes lines page by page, so that memory does not grow with the log; returns how many. `passed` hears up to which
/// line the log was read.
std::uint64_t write_lines(const Session& session, QueryString query, std::uint64_t last, const Auditexport& form,
                          const Write& write, const std::function<void(std::uint64_t)>& passed) {
  constexpr auto* kPage = "1000";
  query.set("limiet", kPage);
  std::uint64_t lines = 0;
  for (;;) {
    const auto page = session.request(Method::get, "/v1/auditregels" + query.text());
    for (const auto& regel : page.at("auditregels")) {
      if (regel.at("volgnummer") > last) return lines;
      const auto line = form.line(regel);
      if (!line.empty()) ++lines;
      write(line);
    }
    if (!page.contains("volgende")) return lines;
    passed(page.at("volgende"));
    query.set("na", page.at("volgende").dump());
  }
}

/// Exports lines; the server records the export before vishctl asks for the first line. Returns how many.
std::uint64_t export_lines(const Session& session, const QueryString& query, const std::string& formaat,
                           const Write& write, const Progress& progress = no_progress) {
  const auto recorded = session.request(Method::post, "/v1/auditexports" + query.text(), {{"formaat", formaat}});
  const Auditexport form(proto::from_text<proto::Exportformaat>(formaat).value(),
                         recorded.value("verwerkingsregister", ""));
  write(form.begin());
  const std::uint64_t last = recorded.at("totEnMet");
  const auto passed = [&](std::uint64_t line) { progress("Auditregels lezen", line, last); };
  passed(0);
  return write_lines(session, query, last, form, write, passed);
}

void export_to_out(const Session& session, const QueryString& query, const std::string& formaat) {
  export_lines(session, query, formaat, [&session](const std::string& text) {
    if (!(session.out << text)) throw Failure(ExitCode::local, kUnwritable);
  });
}

std::uint64_t write_in_view(const Session& session, const QueryString& query, const std::string& formaat,
                            Uitvoerbestand& file) {
  ProgressLine line;
  return export_lines(
      session, query, formaat, [&file](const std::string& text) { file.append(text); },
      [&line](auto step, auto done, auto total) { line.show(step, done, total); });
}

void export_to_file(const Session& session, const QueryString& query, const std::string& formaat,
                    const std::string& name) {
  Uitvoerbestand file(name);
  const auto lines = write_in_view(session, query, formaat, file);
  file.keep();
  session.out << aantal_van(lines, "regel", "regels") << " in " << name << "\n";
}

void add_export(CLI::App& group, const Session& session) {
  auto* command = group.add_subcommand("export", "Schrijf auditregels weg, oudste eerst; komt zelf in het auditlog");
  const auto query = std::make_shared<QueryString>();
  const auto formaat = std::make_shared<std::string>();
  const auto file = std::make_shared<std::string>();
  command->add_option("--formaat", *formaat, "logboek (Logboek Dataverwerkingen), csv of json")->required();
  command->add_option("--uit", *file, "Nieuw bestand; zonder: standaarduitvoer")->check(kNoEmptyName);
  bind_filters(*command, query);
  command->callback([&session, query, formaat, file] {
    if (file->empty()) return export_to_out(session, *query, *formaat);
    export_to_file(session, *query, *formaat, *file);
  });
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
  add_export(group, session);
}

}  // namespace vish::vishctl
