#include "server/data/data_routes.h"

#include "proto/contracts/openapi.h"
#include "server/app/access.h"
#include "server/data/geweigerde_vragen.h"

namespace vish::server {
namespace {

Awaitable<Response> get_contract(App&, Exchange&) {
  Response response = json_response(200, std::string(proto::openapi_json()));
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  co_return response;
}

}  // namespace

Routes data_routes() {
  using enum proto::Foutcode;
  using enum Parameter::Kind;
  const std::string aansluiting = "/v1/aansluitingen/{aansluitcode}";
  const std::string aanleveringen = aansluiting + "/aanleveringen";
  const std::string aanlevering = aanleveringen + "/{peildatum}";
  return {
      aanleveraar_route(http::verb::get, aansluiting, get_aansluiting),
      aanleveraar_route(http::verb::get, aanleveringen, get_aanleveringen,
                        {.query = {{"limiet", number, 1, 100}, {"na", uuid}}}),
      aanleveraar_route(http::verb::get, aanlevering, get_aanlevering, {.offers = {kJson, kCsv}}),
      aanleveraar_route(http::verb::put, aanlevering, put_aanlevering,
                        {.takes = kCsv,
                         .answers = {200, 201, 202},
                         .new_only = true,
                         .refuses = {aanleveringGeweigerd, peildatumVolgorde, conflict, teVeelVragen}}),
      {http::verb::post,
       "/v1/matches",
       Who::bevrager,
       post_matches,
       {.takes = kJson, .changes_nothing = true, .refuses = {teVeelVragen, dagquotumBereikt}},
       record_refused_question},
      {http::verb::get, "/v1/openapi.json", Who::anyone, get_contract},
  };
}

}  // namespace vish::server
