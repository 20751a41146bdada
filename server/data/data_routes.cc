#include "server/data/data_routes.h"

#include "proto/contracts/openapi.h"
#include "server/data/geweigerde_vragen.h"

namespace vish::server {
namespace {

Awaitable<Response> get_contract(App&, Exchange&) {
  Response response = json_response(200, std::string(proto::openapi_json()));
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  co_return response;
}

}  // namespace

void add_data_routes(Router& router, App& app) {
  const auto route = [&](http::verb method, std::string pattern, auto handler) {
    return Route{method, std::move(pattern), false,
                 [&app, handler](Exchange& exchange) { return handler(app, exchange); }};
  };
  const std::string aansluiting = "/v1/aansluitingen/{aansluitcode}";
  const std::string aanlevering = aansluiting + "/aanleveringen/{peildatum}";
  router.add(route(http::verb::get, aansluiting, get_aansluiting));
  router.add(route(http::verb::get, aansluiting + "/aanleveringen", get_aanleveringen)).query = {"limiet", "na"};
  auto report = route(http::verb::get, aanlevering, get_aanlevering);
  report.offers = {kJson, kCsv};
  router.add(std::move(report));
  router.add(route(http::verb::put, aanlevering, put_aanlevering));
  router.add(route(http::verb::post, "/v1/matches", post_matches)).on_refusal =
      [&app](const Request& request, const Refusal& refusal) { return refuse_question(app, request, refusal); };
  auto contract = route(http::verb::get, "/v1/openapi.json", get_contract);
  contract.open = true;
  router.add(std::move(contract));
}

}  // namespace vish::server
