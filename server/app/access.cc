#include "server/app/access.h"

#include <algorithm>

namespace vish::server {
namespace {

using proto::Foutcode;

[[noreturn]] void forbid(std::string detail) { throw Refusal{{Foutcode::geenToegang, std::move(detail)}}; }

}  // namespace

const proto::Oin& require_oin(const Request& request) {
  if (!request.caller->oin) forbid("Het certificaat bevat niet precies een OIN in Subject.serialNumber.");
  return *request.caller->oin;
}

std::shared_ptr<const storage::AansluitingState> require_aansluiting(const storage::Stand& stand,
                                                                     const Request& request, const std::string& code) {
  const auto& oin = require_oin(request);
  const bool delivers = std::any_of(stand.aansluitingen.begin(), stand.aansluitingen.end(), [&](const auto& entry) {
    return proto::delivers_for(entry.second->aansluiting, oin);
  });
  if (!delivers) forbid("Dit OIN is niet geregistreerd om aan te leveren.");
  auto aansluiting = stand.aansluiting(code);
  if (!aansluiting || !proto::delivers_for(aansluiting->aansluiting, oin)) {
    throw Refusal{{Foutcode::nietGevonden, "Deze aansluiting bestaat niet."}};
  }
  return aansluiting;
}

Route aanleveraar_route(http::verb method, std::string pattern, Leverhandler handler, Terms terms) {
  auto as_aanleveraar = [handler](App& app, Exchange& exchange) -> Awaitable<Response> {
    const auto state = require_aansluiting(*app.store.stand(), exchange.request, exchange.parameters.at(0));
    co_return co_await handler(app, exchange, *state);
  };
  return {method, std::move(pattern), Who::aanleveraar, std::move(as_aanleveraar), std::move(terms)};
}

Datum require_peildatum(const std::string& text) {
  const auto datum = Datum::parse_iso(text);
  if (!datum) Query::refuse("peildatum", "pattern", "Geef een bestaande datum als jjjj-mm-dd.");
  return *datum;
}

void require_delivering_phase(const proto::Aansluiting& aansluiting) {
  if (proto::may_deliver(aansluiting.fase)) return;
  forbid("In fase " + std::string(to_text(aansluiting.fase)) + " kan niet worden aangeleverd.");
}

void cut_uploads_without_rights(App& app) {
  const auto stand = app.store.stand();
  app.under_way.cut_if([&](const std::string& aansluitcode, const proto::Oin& oin) {
    const auto aansluiting = stand->aansluiting(aansluitcode);
    return !aansluiting || !proto::may_deliver(aansluiting->aansluiting, oin);
  });
}

const proto::Bevrager& require_bevrager(const storage::Stand& stand, const Request& request) {
  const auto* bevrager = stand.bevrager(require_oin(request).text());
  if (bevrager == nullptr) forbid("Dit OIN is niet geregistreerd om te bevragen.");
  if (!proto::may_ask(bevrager->fase)) {
    forbid("In fase " + std::string(to_text(bevrager->fase)) + " kan niet worden bevraagd.");
  }
  return *bevrager;
}

}  // namespace vish::server
