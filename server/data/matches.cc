#include <algorithm>

#include "base/calendar/clock.h"
#include "proto/messages/bevraging.h"
#include "server/app/access.h"
#include "server/data/antwoord.h"
#include "server/data/commit.h"
#include "server/data/data_routes.h"
#include "server/data/fair_use.h"
#include "server/message/field_text.h"
#include "storage/audit/audit.h"

namespace vish::server {
namespace {

using proto::Aansluitfase;

/// Returns what the audit log keeps of an answer: a line for each person.
storage::Auditinvoer record_of(App& app, const Request& request, const proto::Bevrager& bevrager,
                               const proto::Bevraging& bevraging, const proto::Matchantwoord& antwoord) {
  auto regel = audit_line(request, proto::Handeling::bevraging, bevrager.oin.text());
  regel.tijdstip = antwoord.tijdstip;
  regel.match_id = antwoord.match_id;
  regel.bevrager_id = bevrager.bevrager_id;
  regel.doel = bevraging.doel;
  regel.kenmerk = bevraging.kenmerk;
  std::vector<proto::Auditregel> regels(antwoord.resultaten.size() - 1, regel);
  regels.push_back(std::move(regel));
  for (std::size_t i = 0; i < regels.size(); ++i) {
    const auto& resultaat = antwoord.resultaten[i];
    regels[i].persoon_pseudoniem = app.store.audit().pseudoniem(resultaat.burgerservicenummer);
    regels[i].uitkomst = resultaat.registraties.empty() ? proto::Uitkomst::geenMatch : proto::Uitkomst::match;
  }
  storage::Auditinvoer invoer{std::move(regels), std::nullopt};
  if (bevrager.fase == Aansluitfase::test) invoer.beantwoorde_testvraag = bevrager.oin;
  return invoer;
}

proto::Bevraging parse(std::string_view body) {
  auto bevraging = proto::bevraging_from_json(body);
  if (bevraging) return std::move(*bevraging);
  throw Refusal{
      {proto::Foutcode::ongeldigeInvoer, "De vraag is ongeldig; invalidParams noemt elke fout.", bevraging.error()}};
}

Awaitable<proto::Bevraging> read_question(Exchange& exchange, std::uint64_t limit) {
  require_content_type(exchange.request, exchange.route.terms.takes);
  const auto codings = exchange.request.list(http::field::content_encoding);
  if (!std::ranges::all_of(members(codings), [](auto coding) { return same(coding, "identity"); })) {
    throw Refusal{{proto::Foutcode::mediatypeOnbekend, "Een vraag mag niet gecomprimeerd zijn."}};
  }
  const auto whole = exchange.body.at_hand();
  if (whole && whole->size() <= limit) co_return parse(*whole);
  const auto body = co_await read_all(exchange.body, limit);
  co_return parse(body);
}

/// The party that asks, as of one stand, in which it may be answered.
class Asker {
 public:
  Asker(std::shared_ptr<const storage::Stand> stand, const Request& request) : request_(request) {
    ask_again(std::move(stand));
  }

  /// Takes a newer stand; refuses a party that lost the right since.
  void ask_again(std::shared_ptr<const storage::Stand> stand) {
    if (stand == stand_) return;
    stand_ = std::move(stand);
    bevrager_ = &require_bevrager(*stand_, request_);
    if (!stand_->teruggezet) return;
    throw Refusal{{proto::Foutcode::nietBeschikbaar,
                   "De index is uit een back-up teruggezet en nog niet vrijgegeven; probeer het later opnieuw."}};
  }

  const proto::Bevrager& bevrager() const { return *bevrager_; }

 private:
  const Request& request_;
  std::shared_ptr<const storage::Stand> stand_;
  const proto::Bevrager* bevrager_ = nullptr;  ///< in the stand
};

Places::Place require_place(App& app) {
  auto place = app.questions.take();
  if (place) return *std::move(place);
  throw Refusal{{proto::Foutcode::nietBeschikbaar, "Het is nu te druk; probeer het zo opnieuw."}};
}

}  // namespace

Awaitable<Response> post_matches(App& app, Exchange& exchange) {
  const auto& request = exchange.request;
  const auto config = app.instellingen.now();
  Asker asker(app.store.stand(), request);
  auto& gebruiker = app.allowance.of(asker.bevrager().oin.text());
  const auto regels = proto::geldend(config->gebruik, asker.bevrager().gebruik);
  require_use(asker.bevrager(), gebruiker.admit_question(regels, Gebruiker::Clock::now()));
  const auto bevraging = co_await read_question(exchange, config->limieten.max_bevraging_kb << 10U);
  if (request.caller->gone) throw ConnectionLost{};

  // The body may have taken its time, and the party may have lost the right meanwhile.
  auto look = app.store.index().look();
  asker.ask_again(look.stand());
  const auto place = require_place(app);
  const auto moment = now();
  const auto vandaag = amsterdam_day(moment);
  const auto personen = bevraging.burgerservicenummers.size();
  require_use(asker.bevrager(), gebruiker.admit_persons(regels, vandaag, moment, personen));
  CountedPersons counted(gebruiker, vandaag, personen);
  require(app.store.audit().may_append());
  const auto antwoord = require(answer(std::move(look), asker.bevrager(), bevraging, moment));
  require(co_await commit_audit(app, record_of(app, request, asker.bevrager(), bevraging, antwoord)));
  counted.answered();
  app.vragen.answered(vandaag);
  for (const auto& resultaat : antwoord.resultaten) app.metrics.match(!resultaat.registraties.empty());
  co_return json_response(200, to_json(antwoord));
}

}  // namespace vish::server
