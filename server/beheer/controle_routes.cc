#include <nlohmann/json.hpp>

#include "base/calendar/clock.h"
#include "proto/json/json_writer.h"
#include "server/app/views.h"
#include "server/beheer/beheer_routes.h"
#include "server/beheer/operator_request.h"
#include "server/rules/controle.h"
#include "storage/registry/register.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;

/// Answers with schema Controle.
template <class Party>
Response controle_response(const storage::Stand& stand, const std::string& naam, const proto::Oin& oin,
                           const Party& party, const std::vector<Controlepunt>& punten, Tijdstip nu) {
  const auto* organisatie = stand.organisatie(oin.text());
  ordered_json list = ordered_json::array();
  for (const auto& punt : punten) {
    list.push_back({{"wat", punt.wat}, {"stand", to_text(punt.uitkomst)}, {"uitleg", punt.uitleg}});
  }
  return json_response(
      200, proto::dump(ordered_json{{"partij", naam},
                                    {"organisatie", organisatie == nullptr ? oin.text() : organisatie->naam},
                                    {"fase", to_text(party.fase)},
                                    {"opgemaaktOp", rfc3339(nu)},
                                    {"punten", std::move(list)}}));
}

Response check_aansluiting(const OperatorRequest& work) {
  const auto nu = now();
  const auto stand = work.app.store.stand();
  const auto aansluiting = stand->aansluiting(work.parameters.at(0));
  if (!aansluiting) throw Refusal{{proto::Foutcode::nietGevonden, "Deze aansluiting bestaat niet."}};
  const auto& party = aansluiting->aansluiting;
  const auto laatste = require(latest(work.app.store, *aansluiting));
  return controle_response(*stand, party.code.text(), party.organisatie, party,
                           controle(*stand, *aansluiting, laatste, nu), nu);
}

Response check_bevrager(const OperatorRequest& work) {
  const auto stand = work.app.store.stand();
  const auto* bevrager = stand->bevrager(work.parameters.at(0));
  if (bevrager == nullptr) throw Refusal{{proto::Foutcode::nietGevonden, "Deze bevrager bestaat niet."}};
  const auto beantwoord = require(work.app.store.registry().answered_in_test(bevrager->oin));
  return controle_response(*stand, bevrager->oin.text(), bevrager->oin, *bevrager, controle(*bevrager, beantwoord),
                           now());
}

}  // namespace

Routes controle_routes() {
  using enum proto::Foutcode;
  return {reading("/v1/aansluitingen/{aansluitcode}/controle", check_aansluiting, {.refuses = {nietGevonden}}),
          reading("/v1/bevragers/{oin}/controle", check_bevrager, {.refuses = {nietGevonden}})};
}

}  // namespace vish::server
