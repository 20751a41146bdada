#include <nlohmann/json.hpp>

#include "proto/json/json_writer.h"
#include "proto/notices/tweede_persoon.h"
#include "server/beheer/beheer_routes.h"
#include "server/beheer/operator_request.h"
#include "storage/registry/register.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kNoVerzoek =
    "Er wacht geen verzoek om die handeling; misschien is het al uitgevoerd of vervallen.";

Response list_verzoeken(const OperatorRequest& work) {
  auto list = ordered_json::array();
  const auto stand = work.app.store.stand();
  for (const auto& [place, verzoek] : stand->verzoeken) list.push_back(proto::verzoek_view(verzoek));
  return json_response(200, proto::dump(ordered_json{{"verzoeken", std::move(list)}}));
}

Response withdraw(const OperatorRequest& work) {
  auto regel = work.regel(proto::Handeling::verzoek_withdraw);
  regel.reden = require_valid(proto::reden_from_request(work.body));
  const auto handeling = proto::Recorded<proto::Handeling>::read(work.parameters.at(0));
  const auto& naam = work.parameters.at(1);
  const auto verzoek = require(work.app.store.registry().withdraw(handeling, naam, std::move(regel)), kNoVerzoek);
  return json_response(200, proto::dump(proto::verzoek_view(verzoek)));
}

}  // namespace

Routes verzoek_routes() {
  return {reading("/v1/verzoeken", list_verzoeken), changing("/v1/verzoeken/{handeling}/{naam}/intrekkingen", withdraw,
                                                             {.refuses = {proto::Foutcode::nietGevonden}})};
}

}  // namespace vish::server
