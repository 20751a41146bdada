#include "http/service.h"

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
    if (certificate_needed && !route.open && !request.caller->certificate) {
      throw Refusal{{Foutcode::certificaatOntbreekt, "Maak verbinding met een geldig PKIoverheid-certificaat."}};
    }
    Exchange exchange{request, body, match.parameters, require_mediatype(route, request)};
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
