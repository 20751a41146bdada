#include "app/kalender.h"
#include "app/log.h"
#include "data/access.h"
#include "data/antwoord.h"
#include "data/commit.h"
#include "data/routes.h"
#include "proto/bevraging.h"
#include "storage/audit.h"

namespace vish::server {
namespace {

using proto::Aansluitfase;

/// A question that is refused is recorded too; then the refusal goes out.
Awaitable<void> refuse(App& app, const Request& request, Refusal refusal) {
  const auto actor = request.caller->oin ? request.caller->oin->text() : "onbekend";
  auto regel = audit_line(request, "bevraging", actor);
  regel.uitkomst = "geweigerd";
  regel.reden = std::string(proto::foutsoort(refusal.problem.code).naam);
  storage::Auditinvoer invoer;
  invoer.regels.push_back(std::move(regel));
  require(co_await commit_audit(app, std::move(invoer)));
  throw refusal;
}

std::vector<proto::Auditregel> audit_lines(App& app, const Request& request, const proto::Bevrager& bevrager,
                                           const proto::Bevraging& bevraging, const proto::Matchantwoord& antwoord) {
  auto regel = audit_line(request, "bevraging", bevrager.oin.text());
  regel.tijdstip = antwoord.tijdstip;
  regel.match_id = antwoord.match_id;
  regel.bevrager_id = bevrager.bevrager_id;
  regel.doel = std::string(to_text(bevraging.doel));
  regel.kenmerk = bevraging.kenmerk;
  std::vector<proto::Auditregel> regels;
  for (const auto& resultaat : antwoord.resultaten) {
    regel.persoon_pseudoniem = app.store.audit().pseudoniem(resultaat.burgerservicenummer);
    regel.uitkomst = resultaat.registraties.empty() ? "geenMatch" : "match";
    regels.push_back(regel);
  }
  return regels;
}

/// The question, or the refusal of it.
Awaitable<boost::system::result<proto::Bevraging, Refusal>> read_question(App& app, Exchange& exchange) {
  try {
    require_content_type(exchange.request, "application/json");
    if (!exchange.request.header(http::field::content_encoding).empty()) {
      throw Refusal{{proto::Foutcode::mediatypeOnbekend, "Een vraag mag niet gecomprimeerd zijn."}};
    }
    const auto body = co_await read_all(exchange.body, app.config.limieten.max_bevraging_kb << 10U);
    auto bevraging = proto::bevraging_from_json(body);
    if (bevraging) co_return std::move(*bevraging);
    co_return Refusal{
        {proto::Foutcode::ongeldigeInvoer, "De vraag is ongeldig; invalidParams noemt elke fout.", bevraging.error()}};
  } catch (const Refusal& refusal) {
    co_return refusal;
  }
}

}  // namespace

Awaitable<Response> post_matches(App& app, Exchange& exchange) {
  const auto& request = exchange.request;
  const auto stand = app.store.stand();
  std::optional<Refusal> refused;
  const proto::Bevrager* bevrager = nullptr;
  try {
    bevrager = &require_bevrager(*stand, request);
    Query(request, {});
  } catch (const Refusal& refusal) {
    refused = refusal;
  }
  if (refused) co_await refuse(app, request, *refused);
  const auto bevraging = co_await read_question(app, exchange);
  if (!bevraging) co_await refuse(app, request, bevraging.error());

  const auto antwoord = require(answer(app.store.index(), *stand, *bevrager, *bevraging, now()));
  storage::Auditinvoer invoer{audit_lines(app, request, *bevrager, *bevraging, antwoord), std::nullopt};
  if (bevrager->fase == Aansluitfase::test) invoer.beantwoorde_testvraag = bevrager->oin;
  require(co_await commit_audit(app, std::move(invoer)));
  for (const auto& resultaat : antwoord.resultaten) app.metrics.match(!resultaat.registraties.empty());
  co_return json_response(200, to_json(antwoord));
}

}  // namespace vish::server
