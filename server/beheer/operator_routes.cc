#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/calendar/clock.h"
#include "proto/json/json_writer.h"
#include "proto/registry/operator.h"
#include "server/beheer/beheer_routes.h"
#include "server/beheer/operator_request.h"
#include "storage/registry/register.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kNoOperator = "Deze beheerder bestaat niet.";

[[noreturn]] void refuse_as_conflict(std::string detail) {
  throw Refusal{{proto::Foutcode::conflict, std::move(detail)}};
}

ordered_json shown(const proto::Operator& person) {
  auto json = as_json(person);
  json["herkomst"] = "register";
  return json;
}

ordered_json shown(const Operator& person) {
  return {{"naam", person.naam},
          {"rol", to_text(person.rol)},
          {"vingerafdruk", person.vingerafdruk},
          {"herkomst", "configuratie"}};
}

/// Returns the operator of that name in the configuration; null when there is none.
const Operator* configured(const Config& config, std::string_view naam) {
  const auto& operators = config.operators;
  const auto found = std::ranges::find(operators, naam, &Operator::naam);
  return found == operators.end() ? nullptr : &*found;
}

void refuse_configured(const OperatorRequest& work, std::string_view naam) {
  if (configured(*work.app.instellingen.now(), naam) == nullptr) return;
  refuse_as_conflict("Deze beheerder staat in vishd.toml; wijzig hem daar en geef config reload.");
}

void refuse_configured_print(const OperatorRequest& work, const std::string& vingerafdruk) {
  const auto config = work.app.instellingen.now();
  if (std::ranges::find(config->operators, vingerafdruk, &Operator::vingerafdruk) == config->operators.end()) return;
  refuse_as_conflict("Dit certificaat is van een beheerder in vishd.toml.");
}

Response list_operators(const OperatorRequest& work) {
  ordered_json list = ordered_json::array();
  for (const auto& person : work.app.instellingen.now()->operators) list.push_back(shown(person));
  for (const auto& [naam, person] : work.app.store.stand()->operators) list.push_back(shown(person));
  return json_response(200, proto::dump(ordered_json{{"operators", std::move(list)}}));
}

Response show_operator(const OperatorRequest& work) {
  const auto& naam = work.parameters.at(0);
  const auto config = work.app.instellingen.now();
  if (const auto* person = configured(*config, naam)) return json_response(200, proto::dump(shown(*person)));
  const auto stand = work.app.store.stand();
  const auto found = stand->operators.find(naam);
  if (found == stand->operators.end()) throw Refusal{{proto::Foutcode::nietGevonden, std::string(kNoOperator)}};
  return json_response(200, proto::dump(shown(found->second)));
}

Response add_operator(const OperatorRequest& work) {
  auto person = require_valid(proto::operator_from_request(work.body, now()));
  refuse_configured(work, person.naam);
  refuse_configured_print(work, person.vingerafdruk);
  return json_response(201, proto::dump(shown(require(work.app.store.registry().add(
                                std::move(person), work.regel(proto::Handeling::operator_add))))));
}

Response change_operator(const OperatorRequest& work) {
  const auto wijziging = require_valid(proto::operatorwijziging_from_request(work.body));
  const auto& naam = work.parameters.at(0);
  refuse_configured(work, naam);
  if (wijziging.vingerafdruk) refuse_configured_print(work, *wijziging.vingerafdruk);
  auto regel = work.regel(proto::Handeling::operator_change);
  regel.reden = wijziging.reden;
  return json_response(
      200, proto::dump(shown(require(work.app.store.registry().change_operator(naam, wijziging, regel), kNoOperator))));
}

Response end_operator(const OperatorRequest& work) {
  auto regel = work.regel(proto::Handeling::operator_end);
  regel.reden = require_valid(proto::reden_from_request(work.body));
  const auto& naam = work.parameters.at(0);
  refuse_configured(work, naam);
  return json_response(200,
                       proto::dump(shown(require(work.app.store.registry().end_operator(naam, regel), kNoOperator))));
}

}  // namespace

Routes operator_routes() {
  using enum proto::Foutcode;
  return {reading("/v1/operators", list_operators),
          changing("/v1/operators", add_operator, {.answers = {201}, .refuses = {conflict}}),
          reading("/v1/operators/{naam}", show_operator, {.refuses = {nietGevonden}}),
          changing("/v1/operators/{naam}/wijzigingen", change_operator, {.refuses = {nietGevonden, conflict}}),
          changing("/v1/operators/{naam}/beeindigingen", end_operator, {.refuses = {nietGevonden, conflict}})};
}

}  // namespace vish::server
