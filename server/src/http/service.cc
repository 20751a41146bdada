#include "http/service.h"

#include <algorithm>
#include <array>
#include <boost/beast/core/string.hpp>
#include <exception>

namespace vish::server {
namespace {

using proto::Foutcode;

/// What an Accept header may name: the observation listener also has text.
constexpr std::array<std::string_view, 5> kFitting{"*/*", "application/*", "application/json",
                                                   "application/problem+json", "text/plain"};

/// Whether an Accept header leaves room for JSON (RFC 9110 section 12.5.1); a
/// quality of zero is a refusal.
bool accepts_json(std::string_view accept) {
  if (accept.empty()) return true;
  while (!accept.empty()) {
    const auto end = std::min(accept.find(','), accept.size());
    auto range = accept.substr(0, end);
    accept.remove_prefix(std::min(end + 1, accept.size()));
    const auto parameters = range.find(';');
    const bool refused = parameters != std::string_view::npos &&
                         (range.substr(parameters).ends_with("q=0") || range.substr(parameters).ends_with("q=0.0"));
    range = range.substr(0, parameters);
    const auto first = range.find_first_not_of(" \t");
    if (first == std::string_view::npos) continue;
    range = range.substr(first, range.find_last_not_of(" \t") - first + 1);
    const bool fits = std::any_of(kFitting.begin(), kFitting.end(), [&](std::string_view fitting) {
      return boost::beast::iequals({range.data(), range.size()}, {fitting.data(), fitting.size()});
    });
    if (fits && !refused) return true;
  }
  return false;
}

const Route& pick(const Match& match) {
  if (match.route != nullptr) return *match.route;
  if (match.allow.empty()) throw Refusal{{Foutcode::nietGevonden, "Deze bron bestaat niet."}};
  throw Refusal{{Foutcode::methodeNietToegestaan, "Deze bron kent alleen: " + match.allow + "."}};
}

}  // namespace

Awaitable<Response> Service::handle(Request& request, BodyReader& body) const {
  static const std::string no_route = "-";
  const auto started = std::chrono::steady_clock::now();
  const Match match = router.find(request.method, request.segments);
  Response response;
  try {
    const Route& route = pick(match);
    if (certificate_needed && !route.open && !request.caller->certificate) {
      throw Refusal{{Foutcode::certificaatOntbreekt, "Maak verbinding met een geldig PKIoverheid-certificaat."}};
    }
    if (!accepts_json(request.header(http::field::accept))) {
      throw Refusal{{Foutcode::antwoordvormOnmogelijk, "Antwoorden zijn er alleen in application/json."}};
    }
    Exchange exchange{request, body, match.parameters};
    response = co_await route.handler(exchange);
  } catch (const Refusal& refusal) {
    response = problem_response(refusal.problem);
    if (response.status == 405) response.headers.emplace_back("Allow", match.allow);
  } catch (const ConnectionLost&) {
    throw;
  } catch (const std::exception& exception) {
    fault(exception.what());
    response = problem_response({Foutcode::interneFout, "Er ging iets mis; de fout is vastgelegd."});
  }
  const auto duration = std::chrono::steady_clock::now() - started;
  answered({match.route != nullptr ? match.route->pattern : no_route, response.status, duration});
  co_return response;
}

}  // namespace vish::server
