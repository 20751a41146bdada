#include "server/message/preconditions.h"

#include <array>

namespace vish::server {
namespace {

/// RFC 9110 has a server ignore the other two: If-Modified-Since of a change (section 13.1.3), and If-Range where no
/// Range is served (section 13.1.5).
constexpr std::array kConditions{http::field::if_match, http::field::if_none_match, http::field::if_unmodified_since};

bool may_change(const Route& route, http::verb method) {
  const bool reads = method == http::verb::get || method == http::verb::head || method == http::verb::options;
  return !reads && !route.terms.changes_nothing;
}

std::string text_of(http::field name) {
  const auto text = http::to_string(name);
  return {text.data(), text.size()};
}

[[noreturn]] void refuse(http::field condition, bool new_only) {
  const std::string except = new_only ? " Alleen If-None-Match: * kan hier." : "";
  throw Refusal{{proto::Foutcode::ongeldigeInvoer, "De voorwaarde " + text_of(condition) +
                                                       " wordt hier niet ondersteund; er is niets veranderd." + except +
                                                       " Stuur het verzoek zonder die koptekst."}};
}

}  // namespace

bool asks_for_new_only(const Request& request) {
  return request.headers->count(http::field::if_none_match) == 1 && request.header(http::field::if_none_match) == "*";
}

void require_no_unknown_condition(const Route& route, const Request& request) {
  if (!may_change(route, request.method)) return;
  const bool new_only = route.terms.new_only;
  for (const auto condition : kConditions) {
    const bool is_known = condition == http::field::if_none_match && new_only && asks_for_new_only(request);
    if (request.headers->count(condition) > 0 && !is_known) refuse(condition, new_only);
  }
}

}  // namespace vish::server
