#include <chrono>
#include <memory>
#include <optional>
#include <ostream>
#include <thread>

#include "base/calendar/clock.h"
#include "base/calendar/nederlands.h"
#include "vishctl/client/commands.h"
#include "vishctl/client/failure.h"
#include "vishctl/client/screen.h"
#include "vishctl/client/status_screen.h"

namespace vish::vishctl {
namespace {

constexpr unsigned kUsualSeconds = 5;
constexpr unsigned kMostSeconds = 3600;

Json ask(const Session& session) { return session.request(Method::get, "/v1/status"); }

/// The last known status, as the server answered it, and the moment of the answer.
struct Known {
  Json status;
  Tijdstip moment;
};

std::string text_of(const Session& session, const Known& known, const std::string& trouble) {
  if (session.as_json) return trouble.empty() ? known.status.dump() : Json{{"geenVerbinding", trouble}}.dump();
  auto head = "VISH-index op " + datum_en_tijd(known.moment) + "; stop met Ctrl-C\n";
  if (!trouble.empty()) head += "Geen verbinding: " + printable(trouble) + "; dit is de laatst bekende stand.\n";
  return head + status_screen(proto::status_from_json(known.status), known.moment);
}

/// Whether the failure may pass by itself, since the server may answer again; a wrong file on this machine stays wrong.
bool may_pass(const Failure& failure) { return failure.code() != ExitCode::local; }

/// Shows the status again and again. Ends only by a signal, or by a failure that does not pass, such as a failure of
/// the first question.
[[noreturn]] void watch(const Session& session, std::chrono::seconds interval) {
  Known known{ask(session), now()};
  const Screen screen;
  std::string trouble;
  while (true) {
    screen.show(text_of(session, known, trouble));
    std::this_thread::sleep_for(interval);
    try {
      known = {ask(session), now()};
      trouble.clear();
    } catch (const Failure& failure) {
      if (!may_pass(failure)) throw;
      trouble = failure.what();
    }
  }
}

void add_watch(CLI::App& app, const Session& session) {
  auto* command = app.add_subcommand("watch", "Toon hoe de server ervoor staat en houd dat bij");
  const auto seconds = std::make_shared<unsigned>(kUsualSeconds);
  command->add_option("--elke", *seconds, "Om de hoeveel tijd (1-3600); anders " + std::to_string(kUsualSeconds))
      ->type_name("SECONDEN")
      ->check(CLI::Range(1U, kMostSeconds).description(""));
  command->callback([&session, seconds] { watch(session, std::chrono::seconds(*seconds)); });
}

}  // namespace

void add_status_commands(CLI::App& app, const Session& session) {
  app.add_subcommand("status", "Toon op één scherm hoe de server ervoor staat")->callback([&session] {
    const auto status = ask(session);
    session.out << (session.as_json ? status.dump(2) + "\n" : status_screen(proto::status_from_json(status), now()));
  });
  add_watch(app, session);
}

}  // namespace vish::vishctl
