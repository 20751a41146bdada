// Prints what the routes of every listener say of themselves, as JSON, for the tests that ask a running server.

#include <iostream>
#include <nlohmann/json.hpp>

#include "server/beheer/beheer_routes.h"
#include "server/data/data_routes.h"
#include "server/observe/observe_routes.h"
#include "server/page/page_routes.h"

namespace {

using namespace vish::server;
using nlohmann::ordered_json;

std::string_view to_text(Who who) {
  switch (who) {
    case Who::anyone:
      return "anyone";
    case Who::aanleveraar:
      return "aanleveraar";
    case Who::bevrager:
      return "bevrager";
    case Who::lezer:
      return "lezer";
    case Who::beheer:
      return "beheer";
    case Who::privacy:
      return "privacy";
  }
  return "";
}

ordered_json shown(const Route& route) {
  auto query = ordered_json::array();
  for (const auto& parameter : route.terms.query) query.push_back(parameter.name);
  auto codes = ordered_json::array();
  for (const auto code : refusals(route)) codes.push_back(vish::proto::foutsoort(code).naam);
  const auto method = http::to_string(route.method);
  return {{"method", std::string_view(method.data(), method.size())},
          {"path", route.pattern},
          {"who", to_text(route.who)},
          {"query", query},
          {"takes", route.terms.takes},
          {"offers", route.terms.offers},
          {"answers", route.terms.answers},
          {"refuses", codes}};
}

ordered_json shown(const Routes& routes) {
  auto list = ordered_json::array();
  for (const auto& route : routes) list.push_back(shown(route));
  return list;
}

}  // namespace

int main() {
  const ordered_json all{{"data", shown(data_routes())},
                         {"beheer", shown(together({beheer_routes(), pagina_routes()}))},
                         {"observatie", shown(observe_routes())}};
  std::cout << all.dump(1) << "\n";
}
