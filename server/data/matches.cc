#include "base/calendar/clock.h"
#include "proto/messages/bevraging.h"
#include "server/app/access.h"
#include "server/data/antwoord.h"
#include "server/data/commit.h"
#include "server/data/data_routes.h"
#include "server/data/fair_use.h"
#include "server/data/geweigerde_vragen.h"
#include "server/log/log.h"
#include "storage/audit/audit.h"

namespace vish::server {
namespace {

using proto::Aansluitfase;

std::vector<proto::Auditregel> audit_lines(App& app, const Request& request, const proto::Bevrager& bevrager,
                                           const proto::Bevraging& bevraging, const proto::Matchantwoord& antwoord) {
  auto regel = audit_line(request, "bevraging", bevrager.oin.text());
  regel.tijdstip = antwoord.tijdstip;
  regel.match_id = antwoord.match_id;
  regel.bevrager_id = bevrager.bevrager_id;
  regel.doel = std::string(to_text(bevraging.doel));
  regel.kenmerk = bevraging.kenmerk;
  std::vector<proto::Auditregel> regels(antwoord.resultaten.size() - 1, regel);
  regels.push_back(std::move(regel));
  for (std::size_t i = 0; i < regels.size(); ++i) {
    const auto& resultaat = antwoord.resultaten[i];
    regels[i].persoon_pseudoniem = app.store.audit().pseudoniem(resultaat.burgerservicenummer);
    regels[i].uitkomst = resultaat.registraties.empty() ? "geenMatch" : "match";
  }
  return regels;
}

boost::system::result<proto::Bevraging, Refusal> parse(std::string_view body) {
  auto bevraging = proto::bevraging_from_json(body);
  if (bevraging) return std::move(*bevraging);
  return Refusal{
      {proto::Foutcode::ongeldigeInvoer, "De vraag is ongeldig; invalidParams noemt elke fout.", bevraging.error()}};
}

/// The question, or the refusal of it.
Awaitable<boost::system::result<proto::Bevraging, Refusal>> read_question(Exchange& exchange, std::uint64_t limit) {
  try {
    require_content_type(exchange.request, "application/json");
    if (!exchange.request.header(http::field::content_encoding).empty()) {
      throw Refusal{{proto::Foutcode::mediatypeOnbekend, "Een vraag mag niet gecomprimeerd zijn."}};
    }
    if (const auto whole = exchange.body.at_hand(); whole && whole->size() <= limit) co_return parse(*whole);
    const auto body = co_await read_all(exchange.body, limit);
    co_return parse(body);
  } catch (const Refusal& refusal) {
    co_return refusal;
  }
}

/// Who asks, and may be answered now.
const proto::Bevrager& require_asking(const storage::Stand& stand, const Exchange& exchange) {
  const auto& request = exchange.request;
  const auto& bevrager = require_bevrager(stand, request);
  if (!stand.teruggezet) return bevrager;
  throw Refusal{{proto::Foutcode::nietBeschikbaar,
                 "De index is uit een back-up teruggezet en nog niet vrijgegeven; probeer het later opnieuw."}};
}

/// Who asks, as of one moment.
struct Asker {
  std::shared_ptr<const storage::Stand> stand;
  const proto::Bevrager* bevrager = nullptr;  ///< in the stand
};

/// Who asks now; a refusal is recorded and thrown.
Awaitable<Asker> admit(App& app, Exchange& exchange) {
  Asker asker{app.store.stand()};
  std::optional<Refusal> refused;
  try {
    asker.bevrager = &require_asking(*asker.stand, exchange);
  } catch (const Refusal& refusal) {
    refused = refusal;
  }
  if (refused) co_await refuse_question(app, exchange.request, *refused);
  co_return asker;
}

}  // namespace

Awaitable<Response> post_matches(App& app, Exchange& exchange) {
  const auto& request = exchange.request;
  auto asker = co_await admit(app, exchange);
  auto& gebruiker = app.allowance.of(asker.bevrager->oin.text());
  const auto config = app.instellingen.now();
  const auto regels = proto::geldend(config->gebruik, asker.bevrager->gebruik);
  const auto too_fast = gebruiker.admit_question(regels, Gebruiker::Clock::now());
  if (too_fast) co_await refuse_use(app, exchange, *asker.bevrager, *too_fast);
  const auto bevraging = co_await read_question(exchange, config->limieten.max_bevraging_kb << 10U);
  if (!bevraging) co_await refuse_question(app, request, bevraging.error());
  if (request.caller->gone) throw ConnectionLost{};
  // The body may have taken its time, and who asks may have lost the right meanwhile.
  if (app.store.stand() != asker.stand) asker = co_await admit(app, exchange);
  const auto& stand = asker.stand;
  const auto* bevrager = asker.bevrager;

  const auto place = app.questions.take();
  const auto moment = now();
  const auto vandaag = amsterdam_day(moment);
  if (!place) {
    app.vragen.refused(vandaag, proto::Foutcode::nietBeschikbaar);
    throw Refusal{{proto::Foutcode::nietBeschikbaar, "Het is nu te druk; probeer het zo opnieuw."}};
  }
  const auto personen = bevraging->burgerservicenummers.size();
  const auto too_much = gebruiker.admit_persons(regels, vandaag, moment, personen);
  if (too_much) co_await refuse_use(app, exchange, *bevrager, *too_much);
  CountedPersons counted(gebruiker, vandaag, personen);

  require(app.store.audit().may_append());
  const auto antwoord = require(answer(app.store.index(), *stand, *bevrager, *bevraging, moment));
  storage::Auditinvoer invoer{audit_lines(app, request, *bevrager, *bevraging, antwoord), std::nullopt};
  if (bevrager->fase == Aansluitfase::test) invoer.beantwoorde_testvraag = bevrager->oin;
  require(co_await commit_audit(app, std::move(invoer)));
  counted.answered();
  app.vragen.answered(vandaag);
  for (const auto& resultaat : antwoord.resultaten) app.metrics.match(!resultaat.registraties.empty());
  co_return json_response(200, to_json(antwoord));
}

}  // namespace vish::server
