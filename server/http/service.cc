#include "server/http/service.h"

#include <algorithm>
#include <exception>
#include <iterator>

#include "base/core/utf8.h"
#include "server/message/preconditions.h"

namespace vish::server {
namespace {

using proto::Foutcode;

std::string_view require_mediatype(const Route& route, const Request& request) {
  const auto chosen = negotiate(request.list(http::field::accept), route.terms.offers);
  if (chosen) return *chosen;
  std::string forms;
  for (const auto offer : route.terms.offers) forms.append(forms.empty() ? "" : " of ").append(offer);
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

/// Cuts off a pattern up to its next place, {name}, and returns that name.
std::string take_place(std::string_view& pattern) {
  pattern.remove_prefix(pattern.find('{') + 1);
  return std::string(pattern.substr(0, pattern.find('}')));
}

/// Returns what is wrong with the parameters in the path: bytes that are not UTF-8.
std::vector<proto::InvalidParam> path_findings(const Exchange& exchange) {
  std::vector<proto::InvalidParam> wrong;
  std::string_view pattern = exchange.route.pattern;
  for (const auto& parameter : exchange.parameters) {
    auto name = take_place(pattern);
    if (!is_utf8(parameter)) wrong.push_back({std::move(name), "pattern", "Deze waarde is geen geldige UTF-8."});
  }
  return wrong;
}

void require_good_parameters(const Exchange& exchange) {
  auto wrong = path_findings(exchange);
  if (!exchange.request.query.empty()) {
    auto more = query_findings(exchange.route.terms.query, exchange.request);
    std::move(more.begin(), more.end(), std::back_inserter(wrong));
  }
  if (wrong.empty()) return;
  throw Refusal{{Foutcode::ongeldigeInvoer, "De parameters zijn ongeldig.", std::move(wrong)}};
}

/// Holds the request against what the route says of it.
void admit(Exchange& exchange) {
  require_good_parameters(exchange);
  require_no_unknown_condition(exchange.route, exchange.request);
  exchange.mediatype = require_mediatype(exchange.route, exchange.request);
}

const Route& pick(const Match& match) {
  if (match.route != nullptr) return *match.route;
  if (match.allow.empty()) throw Refusal{{Foutcode::nietGevonden, "Deze bron bestaat niet."}};
  throw Refusal{{Foutcode::methodeNietToegestaan, "Deze bron kent alleen: " + match.allow + "."}};
}

}  // namespace

void Service::tell_undeclared(const Route& route, const Refusal& refusal) const {
  const auto code = refusal.problem.code;
  const auto declared = refusals(route);
  if (std::ranges::find(declared, code) != declared.end()) return;
  fault(route.pattern + " refuses with " + std::string(proto::foutsoort(code).naam) + ", which it does not declare");
}

Awaitable<Response> Service::handle(Request& request, BodyReader& body) const {
  const auto started = std::chrono::steady_clock::now();
  const Match match = router.find(request.method, request.segments);
  Response response;
  try {
    const Route& route = pick(match);
    if (certificate_needed && route.who != Who::anyone) require_certificate(request);
    Exchange exchange{route, request, body, match.parameters};
    std::exception_ptr refused;
    try {
      admit(exchange);
      response = co_await route.handler(app, exchange);
    } catch (const Refusal& refusal) {
      tell_undeclared(route, refusal);
      refused = std::current_exception();
    }
    if (refused && route.on_refusal) co_await route.on_refusal(app, exchange, refused);
    if (refused) std::rethrow_exception(refused);
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
