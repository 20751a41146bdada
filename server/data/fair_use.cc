#include "server/data/fair_use.h"

#include <utility>

#include "base/calendar/clock.h"
#include "server/data/geweigerde_vragen.h"
#include "server/log/log.h"
#include "storage/audit/audit.h"

namespace vish::server {
namespace {

using proto::Foutcode;

Refusal refusal_of(const Gebruiksweigering& weigering) {
  switch (weigering.soort) {
    case Weigersoort::tempo:
      return {{Foutcode::teVeelVragen, "U stelt te veel vragen achter elkaar; vraag na Retry-After seconden opnieuw."},
              weigering.wacht};
    case Weigersoort::dagquotum:
      return {{Foutcode::dagquotumBereikt,
               "U heeft vandaag naar zoveel personen gevraagd als is afgesproken. Vraag morgen opnieuw, of overleg met "
               "SNG."},
              weigering.wacht};
    case Weigersoort::alarm:
      break;
  }
  return {
      {Foutcode::geenToegang,
       "Uw gebruik wijkt zo af van wat gewoon is dat er vandaag geen antwoord meer komt. Neem contact op met SNG."}};
}

proto::Auditregel told(proto::Auditregel regel, const std::string& bevrager_id, Weigersoort soort,
                       std::uint64_t aantal) {
  regel.uitkomst = proto::Uitkomst::geweigerd;
  regel.bevrager_id = bevrager_id;
  regel.reden = std::string(to_text(soort)) + "; aantal=" + std::to_string(aantal);
  return regel;
}

}  // namespace

AboveUse::AboveUse(const proto::Bevrager& bevrager, const Gebruiksweigering& why)
    : Refusal(refusal_of(why)), bevrager_id(bevrager.bevrager_id), weigering(why) {}

void require_use(const proto::Bevrager& bevrager, const std::optional<Gebruiksweigering>& weigering) {
  if (weigering) throw AboveUse(bevrager, *weigering);
}

std::optional<proto::Auditregel> line_of(App& app, const Request& request, const AboveUse& refusal) {
  const auto& [soort, wacht, aantal] = refusal.weigering;
  app.vragen.refused(amsterdam_day(now()), soort);
  if (aantal == 0) return std::nullopt;
  return told(audit_line(request, proto::Handeling::bevraging, request.caller->oin->text()), refusal.bevrager_id, soort,
              aantal);
}

// Leaves a body that the caller only sends when asked, that has no announced length, or that is too large for a
// question anyhow.
Awaitable<void> drop_body(App& app, Exchange& exchange) {
  const auto announced = exchange.body.announced();
  const bool waits = !exchange.request.list(http::field::expect).empty();
  if (waits || !announced || *announced > app.instellingen.now()->limieten.max_bevraging_kb << 10U) co_return;
  auto outcome = BodyReader::Outcome::more;
  while (outcome == BodyReader::Outcome::more) {
    const auto piece = co_await exchange.body.read();
    outcome = piece.outcome;
  }
  if (outcome == BodyReader::Outcome::broken) throw ConnectionLost{};
}

void record_refusals(App& app, Gebruiker::Clock::time_point now) {
  const auto stand = app.store.stand();
  const auto moment = vish::now();
  storage::Auditinvoer invoer;
  app.allowance.each([&](const std::string& oin, Gebruiker& gebruiker) {
    const auto* bevrager = stand->bevrager(oin);
    if (bevrager == nullptr) return;
    for (const auto soort : kWeigersoorten) {
      const auto aantal = gebruiker.weigeringen(soort).take_due(now);
      if (aantal == 0) continue;
      proto::Auditregel regel;
      regel.tijdstip = moment;
      regel.handeling = proto::Handeling::bevraging;
      regel.actor = oin;
      invoer.regels.push_back(told(std::move(regel), bevrager->bevrager_id, soort, aantal));
    }
  });
  if (invoer.regels.empty()) return;
  or_throw(app.store.audit().append_and_wait(std::move(invoer)));
}

void record_last_refusals(App& app) {
  try {
    record_refusals(app, Gebruiker::Clock::now() + kWeigeringenInterval);
    record_counted_refusals(app, Weigeringsboek::Clock::now() + Weigeringsboek::kMinuut);
  } catch (const std::exception& exception) {
    log_event(Level::error, "geweigerde vragen niet vastgelegd", {{"reden", exception.what()}});
  }
}

}  // namespace vish::server
