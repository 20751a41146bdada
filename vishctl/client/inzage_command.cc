#include <unistd.h>

#include <iostream>
#include <memory>
#include <string>

#include "base/core/process.h"
#include "vishctl/client/arguments.h"
#include "vishctl/client/commands.h"
#include "vishctl/client/failure.h"
#include "vishctl/client/inzage_text.h"
#include "vishctl/client/secret_input.h"

namespace vish::vishctl {

namespace {

/// Refuses a pipe that holds more than one line: the rest would be left out unseen.
void require_one_line() {
  if (isatty(STDIN_FILENO) == 1 || (std::cin >> std::ws).eof()) return;
  throw Failure(ExitCode::wrong_usage, "geef één regel met één burgerservicenummer");
}

/// Returns the first page, with the lists of the pages behind it added to its own.
Json all_pages(const Session& session, Json question) {
  auto whole = session.request(Method::post, "/v1/inzagen", question);
  while (whole.contains("volgende")) {
    question["na"] = whole.at("volgende");
    whole.erase("volgende");
    const auto page = session.request(Method::post, "/v1/inzagen", question);
    for (const auto* list : {"bevragingen", "inzagen"}) {
      for (const auto& one : page.at(list)) whole.at(list).push_back(one);
    }
    if (page.contains("volgende")) whole["volgende"] = page.at("volgende");
  }
  return whole;
}

void run_inzage(const Session& session, const Json& reden) {
  forbid_core_files();
  const auto bsn = read_secret("Burgerservicenummer (wordt niet getoond): ");
  require_one_line();
  const auto answer = all_pages(session, {{"reden", reden}, {"burgerservicenummer", bsn}});
  session.out << (session.as_json ? answer.dump(2) + "\n" : inzage_text(answer));
}

}  // namespace

void add_inzage_command(CLI::App& app, const Session& session) {
  auto* inzage = app.add_subcommand(
      "inzage", "Toon wat van een burger is vastgelegd en wie naar hem vroeg; het nummer komt van het toetsenbord");
  const auto reden = std::make_shared<std::string>();
  inzage->add_option("--reden", *reden, "Bijvoorbeeld het nummer van het verzoek; komt in het auditlog")->required();
  inzage->callback([&session, reden] { run_inzage(session, *reden); });
}

}  // namespace vish::vishctl
