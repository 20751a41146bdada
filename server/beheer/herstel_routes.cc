#include <nlohmann/json.hpp>

#include "base/calendar/clock.h"
#include "server/beheer/beheer_routes.h"
#include "server/beheer/herstel_views.h"
#include "server/beheer/operator_request.h"
#include "storage/delivery/leveringen.h"

namespace vish::server {
namespace {

constexpr std::string_view kNoSuchAanlevering = "Deze aanlevering bestaat niet.";

Response show_verschil(const OperatorRequest& work) {
  const auto& id = work.parameters.at(0);
  const auto moment = now();
  const auto& leveringen = work.app.store.leveringen();
  const auto verschil = require(leveringen.preview_release(id, moment, amsterdam_day(moment)), kNoSuchAanlevering);
  const auto rapport = require(leveringen.find(id));
  const auto state = rapport ? work.app.store.stand()->aansluiting(rapport->aansluitcode) : nullptr;
  if (!state) throw Refusal{{proto::Foutcode::nietGevonden, std::string(kNoSuchAanlevering)}};
  return json_response(200, verschil_view(*rapport, verschil, state->aansluiting));
}

Response roll_back(const OperatorRequest& work) {
  auto regel = work.regel(proto::Handeling::aanlevering_rollback);
  regel.reden = require_valid(proto::reden_from_request(work.body));
  const auto vandaag = amsterdam_day(regel.tijdstip);
  const auto& id = work.parameters.at(0);
  const auto rapport = require(work.app.store.leveringen().rollback(id, vandaag, regel), kNoSuchAanlevering);
  if (const auto waiting = waiting_for_second(work.app, proto::Handeling::aanlevering_rollback, id)) return *waiting;
  work.app.metrics.aanlevering(rapport.status);
  return json_response(201, proto::to_json(rapport));
}

}  // namespace

Routes herstel_routes() {
  using enum proto::Foutcode;
  return {reading("/v1/aanleveringen/{aanleveringId}/verschil", show_verschil, {.refuses = {nietGevonden, conflict}}),
          changing("/v1/aanleveringen/{aanleveringId}/terugdraaiingen", roll_back,
                   {.answers = {201, 202}, .refuses = {nietGevonden, conflict}})};
}

}  // namespace vish::server
