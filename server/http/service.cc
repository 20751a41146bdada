#include "server/http/service.h"

#include <exception>

namespace vish::server {
namespace {

using proto::Foutcode;

std::string_view require_mediatype(const Route& route, const Request& request) {
  const auto chosen = negotiate(request.header(http::field::accept), route.offers);
  if (chosen) return *chosen;
  std::string forms;
  for (const auto offer : route.offers) forms.append(forms.empty() ? "" : " of ").append(offer);
  throw Refusal{{Foutcode::antwoordvormOnmogelijk, "Antwoorden zijn er hier alleen in " + forms + "."}};
}

void require_certificate(const Request& request) {
  if (request.caller->certificate) return;
  throw Refusal{
      {Foutcode::certificaatOntbreekt,
       "Er is geen clientcertificaat getoond. Stuur een geldig PKIoverheid-certificaat mee, met zijn sleutel. "
       "Is dat ingesteld, dan laat uw programma het weg: mist het certificaat het gebruik clientAuth, is het "
       "verlopen, of ontbreken de tussencertificaten van de keten tot aan een CA die de server noemt?"}};
}

void require_known_query(const Route& route, const Request& request) {
  if (request.query.empty()) return;
  auto wrong = query_findings(route, request);
  if (wrong.empty()) return;
  throw Refusal{{Foutcode::ongeldigeInvoer, "De parameters zijn ongeldig.", std::move(wrong)}};
}

/// Lets the request in to its route, or returns why not.
std::optional<Refusal> admit(const Route& route, Exchange& exchange) {
  try {
    require_known_query(route, exchange.request);
    exchange.mediatype = require_mediatype(route, exchange.request);
    return std::nullopt;
  } catch (const Refusal& refusal) {
    return refusal;
  }
}

const Route& pick(const Match& match) {
  if (match.route != nullptr) return *match.route;
  if (match.allow.empty()) throw Refusal{{Foutcode::nietGevonden, "Deze bron bestaat niet."}};
  throw Refusal{{Foutcode::methodeNietToegestaan, "Deze bron kent alleen: " + match.allow + "."}};
}

}  // namespace

Awaitable<Response> Service::handle(Request& request, BodyReader& body) const {
  const auto started = std::chrono::steady_clock::now();
  const Match match = router.find(request.method, request.segments);
  Response response;
  try {
    const Route& route = pick(match);
    if (certificate_needed && !route.open) require_certificate(request);
    Exchange exchange{request, body, match.parameters};
    const auto refused = admit(route, exchange);
    if (refused && route.on_refusal) co_await route.on_refusal(request, *refused);
    if (refused) throw Refusal(*refused);
    response = co_await route.handler(exchange);
  } catch (const Refusal& refusal) {
    response = problem_response(refusal.problem, refusal.wacht);
    if (response.status == 405) response.headers.emplace_back("Allow", match.allow);
  } catch (const ConnectionLost&) {
    throw;
  } catch (const std::exception& exception) {
    fault(exception.what());
    response = problem_response({Foutcode::interneFout, "Er ging iets mis; de fout is vastgelegd."});
  }
  const auto duration = std::chrono::steady_clock::now() - started;
  answered({match.route, response.status, duration});
  co_return response;
}

}  // namespace vish::server
