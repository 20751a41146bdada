#include <nlohmann/json.hpp>

#include "base/calendar/clock.h"
#include "proto/json/json_writer.h"
#include "proto/registry/parties.h"
#include "server/beheer/beheer_routes.h"
#include "server/beheer/operator_request.h"
#include "server/beheer/sleutel_views.h"
#include "storage/keychange/sleutels.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kNoSleutel = "Deze sleutel bestaat niet.";

Response list_sleutels(const OperatorRequest& work) {
  ordered_json list = ordered_json::array();
  for (const auto& overzicht : require(work.app.store.sleutels().list(now()))) list.push_back(sleutel_view(overzicht));
  return json_response(200, proto::dump(ordered_json{{"sleutels", std::move(list)}}));
}

Response rotate_sleutel(const OperatorRequest& work) {
  auto wissel = require_valid(proto::sleutelwissel_from_request(work.body));
  auto regel = work.regel(proto::Handeling::sleutel_rotate);
  regel.reden = std::move(wissel.reden);
  const auto overzicht = require(work.app.store.sleutels().rotate(wissel.soort, std::move(regel)));
  return json_response(201, proto::dump(sleutel_view(overzicht)));
}

/// Answers 202 while the act waits for a second operator.
Response destroy_sleutel(const OperatorRequest& work) {
  auto regel = work.regel(proto::Handeling::sleutel_destroy);
  regel.reden = require_valid(proto::reden_from_request(work.body));
  const auto naam = storage::sleutelnaam_from(work.parameters.at(0));
  if (!naam) throw Refusal{{proto::Foutcode::nietGevonden, std::string(kNoSleutel)}};
  const auto overzicht = require(work.app.store.sleutels().destroy(*naam, std::move(regel)), kNoSleutel);
  return json_response(overzicht.sleutel.vernietigd_op ? 200 : 202, proto::dump(sleutel_view(overzicht)));
}

}  // namespace

Routes sleutel_routes() {
  using enum proto::Foutcode;
  return {reading("/v1/sleutels", list_sleutels),
          changing("/v1/sleutels", rotate_sleutel, {.answers = {201}, .refuses = {conflict}}),
          changing("/v1/sleutels/{sleutel}/vernietigingen", destroy_sleutel,
                   {.answers = {200, 202}, .refuses = {nietGevonden, conflict}})};
}

}  // namespace vish::server
