#include "data/routes.h"

#include "proto/openapi.h"

namespace vish::server {
namespace {

Awaitable<Response> get_contract(App&, Exchange&) {
  Response response = json_response(200, std::string(proto::openapi_json()));
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  co_return response;
}

}  // namespace

void add_data_routes(Router& router, App& app) {
  const auto add = [&](http::verb method, std::string pattern, auto handler, bool open = false) {
    router.add(
        {method, std::move(pattern), open, [&app, handler](Exchange& exchange) { return handler(app, exchange); }});
  };
  const std::string aansluiting = "/v1/aansluitingen/{aansluitcode}";
  add(http::verb::get, aansluiting, get_aansluiting);
  add(http::verb::get, aansluiting + "/aanleveringen", get_aanleveringen);
  add(http::verb::get, aansluiting + "/aanleveringen/{peildatum}", get_aanlevering);
  add(http::verb::put, aansluiting + "/aanleveringen/{peildatum}", put_aanlevering);
  add(http::verb::post, "/v1/matches", post_matches);
  add(http::verb::get, "/v1/openapi.json", get_contract, true);
}

}  // namespace vish::server
