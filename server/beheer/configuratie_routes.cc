#include <nlohmann/json.hpp>

#include "proto/json/json_writer.h"
#include "proto/registry/parties.h"
#include "server/beheer/beheer_routes.h"
#include "server/beheer/operator_request.h"

namespace vish::server {
namespace {

Response reload(const OperatorRequest& work) {
  auto regel = work.regel(proto::Handeling::configuratie_reload);
  regel.reden = require_valid(proto::reden_from_request(work.body));
  const auto reloaded = work.app.reload(std::move(regel));
  if (reloaded) {
    return json_response(200, proto::dump(nlohmann::ordered_json{{"geldigSindsOp", rfc3339(reloaded->sinds)},
                                                                 {"gewijzigd", reloaded->gewijzigd},
                                                                 {"opmerkingen", reloaded->opmerkingen}}));
  }
  std::vector<proto::InvalidParam> params;
  params.reserve(reloaded.error().size());
  for (const auto& mistake : reloaded.error()) params.push_back({"vishd.toml", "value", mistake});
  throw Refusal{{proto::Foutcode::ongeldigeInvoer,
                 "De nieuwe instellingen zijn geweigerd; de oude blijven gelden. invalidParams noemt elke fout.",
                 std::move(params)}};
}

}  // namespace

Routes configuratie_routes() { return {changing("/v1/herladingen", reload)}; }

}  // namespace vish::server
