#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/calendar/clock.h"
#include "proto/json/json_writer.h"
#include "proto/notices/tweede_persoon.h"
#include "server/app/access.h"
#include "server/app/views.h"
#include "server/beheer/beheer_routes.h"
#include "server/beheer/gebruik_views.h"
#include "server/beheer/herstel_views.h"
#include "server/beheer/operator_request.h"
#include "server/beheer/verzoek_views.h"
#include "server/rules/leverritme.h"
#include "server/rules/proef.h"
#include "storage/registry/register.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;
using proto::Handeling;

constexpr std::string_view kNoAansluiting = "Deze aansluiting bestaat niet.";
constexpr std::string_view kNoOrganisatie = "Deze organisatie bestaat niet.";
constexpr std::string_view kNoConvenantpartner = "Deze convenantpartner bestaat niet.";
constexpr std::string_view kNoBevrager = "Deze bevrager bestaat niet.";

[[noreturn]] void not_found(std::string_view detail) {
  throw Refusal{{proto::Foutcode::nietGevonden, std::string(detail)}};
}

template <class Map, class Show>
Response list_response(std::string_view name, const Map& map, const Show& show) {
  ordered_json list = ordered_json::array();
  for (const auto& [key, value] : map) list.push_back(show(value));
  return json_response(200, proto::dump(ordered_json{{name, std::move(list)}}));
}

ordered_json shown_with_deliveries(const OperatorRequest& work, const storage::AansluitingState& state) {
  auto json = as_json(state.aansluiting);
  const auto nu = now();
  add_requests(json, *work.app.store.stand(), state.aansluiting);
  json["aantalRegistraties"] = van_kracht(state.levering, amsterdam_day(nu));
  const auto laatste = require(latest(work.app.store, state));
  if (laatste) json["laatsteAanlevering"] = short_view(*laatste);
  const auto ritme = leverritme(state.aansluiting, state.levering, nu);
  json["teLaat"] = ritme.te_laat;
  if (const auto& volgende = ritme.volgende_uiterlijk_op) json["volgendeUiterlijkOp"] = rfc3339(*volgende);
  if (const auto& sinds = ritme.bevestiging_nodig_sinds) json["bevestigingNodigSinds"] = rfc3339(*sinds);
  return json;
}

ordered_json aansluiting_view(const OperatorRequest& work, std::string_view code) {
  const auto state = work.app.store.stand()->aansluiting(code);
  if (!state) not_found(kNoAansluiting);
  auto json = shown_with_deliveries(work, *state);
  json["herstelbareAanleveringen"] = herstelbaar_view(state->levering);
  return json;
}

Response aansluiting_response(const OperatorRequest& work, unsigned status, std::string_view code) {
  return json_response(status, proto::dump(aansluiting_view(work, code)));
}

Response show_aansluiting(const OperatorRequest& work) {
  return aansluiting_response(work, 200, work.parameters.at(0));
}

/// Returns the act that brings an aansluiting to that phase, if the act may wait for a second person.
std::optional<Handeling> act_for_two(proto::Aansluitfase fase) {
  if (fase == proto::Aansluitfase::beeindigd) return Handeling::aansluiting_end;
  return fase == proto::Aansluitfase::productie ? std::optional(Handeling::aansluiting_fase) : std::nullopt;
}

[[noreturn]] void refuse(std::string why) { throw to_refusal({ErrorCode::conflict, std::move(why)}, ""); }

/// Refuses a party of tests that goes to productie, unless the installation is a proof.
template <class Party>
void require_real(const App& app, proto::Aansluitfase fase, const Party& party) {
  if (fase != proto::Aansluitfase::productie) return;
  if (auto why = houdt_buiten_productie(*app.instellingen.now(), app.trust, party)) refuse(*std::move(why));
}

/// Refuses suppliers of tests that would come to deliver for an aansluiting in productie, as above.
void require_real(const App& app, const proto::Aansluiting& aansluiting, const std::vector<proto::Oin>& erbij) {
  auto with_new = aansluiting;
  with_new.aanleveraars = erbij;
  if (!test_oins(erbij).empty()) require_real(app, aansluiting.fase, with_new);
}

Response move_aansluiting(const OperatorRequest& work) {
  const auto wisseling = require_valid(proto::fasewisseling_from_request(work.body));
  const bool ends = wisseling.fase == proto::Aansluitfase::beeindigd;
  auto regel = work.regel(ends ? Handeling::aansluiting_end : Handeling::aansluiting_fase);
  regel.reden = wisseling.reden;
  const auto& code = work.parameters.at(0);
  const auto before = work.app.store.stand();
  if (const auto party = before->aansluiting(code)) require_real(work.app, wisseling.fase, party->aansluiting);
  require(work.app.store.registry().move_aansluiting(code, wisseling, std::move(regel)), kNoAansluiting);
  cut_uploads_without_rights(work.app);
  const auto after = work.app.store.stand();
  auto json = aansluiting_view(work, code);
  const auto done = act_for_two(wisseling.fase);
  add_void_requests(json, verzoeken_over_aansluiting(*before, code), verzoeken_over_aansluiting(*after, code), done);
  return json_response(done ? status_of(*after, *done, code) : 200, proto::dump(json));
}

Response change_aansluiting(const OperatorRequest& work) {
  const auto wijziging = require_valid(proto::instelwijziging_from_request(work.body));
  auto regel = work.regel(Handeling::aansluiting_change);
  regel.reden = wijziging.reden;
  const auto& code = work.parameters.at(0);
  const auto before = work.app.store.stand();
  if (const auto party = before->aansluiting(code)) {
    require_real(work.app, party->aansluiting, wijziging.aanleveraars_erbij);
  }
  const auto changed =
      require(work.app.store.registry().change_aansluiting(code, wijziging, std::move(regel)), kNoAansluiting);
  cut_uploads_without_rights(work.app);
  const auto after = work.app.store.stand();
  auto json = aansluiting_view(work, code);
  add_void_requests(json, verzoeken_over_aansluiting(*before, code), verzoeken_over_aansluiting(*after, code),
                    was_asked(*before, changed) ? std::optional(Handeling::aansluiting_change) : std::nullopt);
  return json_response(status_of(*after, Handeling::aansluiting_change, code), proto::dump(json));
}

Response confirm_aansluiting(const OperatorRequest& work) {
  auto regel = work.regel(Handeling::aansluiting_confirm);
  regel.reden = require_valid(proto::reden_from_request(work.body));
  const auto& code = work.parameters.at(0);
  require(work.app.store.registry().confirm_aansluiting(code, std::move(regel)), kNoAansluiting);
  return aansluiting_response(work, 200, code);
}

ordered_json shown(const storage::Stand& stand, const proto::Bevrager& bevrager) {
  auto json = as_json(bevrager);
  add_requests(json, stand, bevrager);
  return json;
}

Response move_bevrager(const OperatorRequest& work) {
  const auto wisseling = require_valid(proto::fasewisseling_from_request(work.body));
  const bool ends = wisseling.fase == proto::Aansluitfase::beeindigd;
  auto regel = work.regel(ends ? Handeling::bevrager_end : Handeling::bevrager_fase);
  regel.reden = wisseling.reden;
  const auto& oin = work.parameters.at(0);
  const auto before = work.app.store.stand();
  if (const auto* party = before->bevrager(oin)) require_real(work.app, wisseling.fase, *party);
  const auto moved = require(work.app.store.registry().move_bevrager(oin, wisseling, std::move(regel)), kNoBevrager);
  const auto after = work.app.store.stand();
  auto json = shown(*after, moved);
  add_void_requests(json, verzoeken_over_bevrager(*before, oin), verzoeken_over_bevrager(*after, oin),
                    ends ? std::optional(Handeling::bevrager_end) : std::nullopt);
  return json_response(ends ? status_of(*after, Handeling::bevrager_end, oin) : 200, proto::dump(json));
}

Response bevrager_response(const OperatorRequest& work) {
  const auto nu = now();
  const auto stand = work.app.store.stand();
  const auto* bevrager = stand->bevrager(work.parameters.at(0));
  if (bevrager == nullptr) not_found(kNoBevrager);
  work.app.gebruiksboek.update(nu);
  return json_response(200, bevrager_view(work.app, *bevrager, nu));
}

Response change_bevrager(const OperatorRequest& work) {
  const auto wijziging = require_valid(proto::bevragerwijziging_from_request(work.body));
  auto regel = work.regel(Handeling::bevrager_change);
  regel.reden = wijziging.reden;
  require(work.app.store.registry().change_bevrager(work.parameters.at(0), wijziging, std::move(regel)), kNoBevrager);
  return bevrager_response(work);
}

Response change_organisatie(const OperatorRequest& work) {
  const auto wijziging = require_valid(proto::organisatiewijziging_from_request(work.body));
  auto regel = work.regel(Handeling::organisatie_change);
  regel.reden = wijziging.reden;
  return json_response(
      200, proto::to_json(require(work.app.store.registry().change_organisatie(work.parameters.at(0), wijziging, regel),
                                  kNoOrganisatie)));
}

Response end_organisatie(const OperatorRequest& work) {
  auto regel = work.regel(Handeling::organisatie_end);
  regel.reden = require_valid(proto::reden_from_request(work.body));
  return json_response(
      200,
      proto::to_json(require(work.app.store.registry().end_organisatie(work.parameters.at(0), regel), kNoOrganisatie)));
}

void require_real_creditor(const App& app, const std::vector<proto::Oin>& oins, const std::vector<proto::Oin>& known) {
  if (auto why = houdt_buiten_convenant(*app.instellingen.now(), oins, known)) refuse(*std::move(why));
}

Response add_convenantpartner(const OperatorRequest& work) {
  auto partner = require_valid(proto::convenantpartner_from_request(work.body));
  require_real_creditor(work.app, partner.oins, {});
  return json_response(
      201,
      proto::to_json(require(work.app.store.registry().add(std::move(partner), work.regel(Handeling::convenant_add)))));
}

Response change_convenantpartner(const OperatorRequest& work) {
  const auto wijziging = require_valid(proto::convenantwijziging_from_request(work.body));
  const auto stand = work.app.store.stand();
  const auto found = stand->convenantpartners.find(work.parameters.at(0));
  if (wijziging.oins && found != stand->convenantpartners.end()) {
    require_real_creditor(work.app, *wijziging.oins, found->second.oins);
  }
  auto regel = work.regel(Handeling::convenant_change);
  regel.reden = wijziging.reden;
  return json_response(
      200,
      proto::to_json(require(work.app.store.registry().change_convenantpartner(work.parameters.at(0), wijziging, regel),
                             kNoConvenantpartner)));
}

/// Answers 204 when nothing is left of the partner.
Response end_convenantpartner(const OperatorRequest& work) {
  auto regel = work.regel(Handeling::convenant_end);
  regel.reden = require_valid(proto::reden_from_request(work.body));
  const auto ended = require(
      work.app.store.registry().end_convenantpartner(work.parameters.at(0), amsterdam_day(regel.tijdstip), regel),
      kNoConvenantpartner);
  if (!ended) return Response{204, "", "", {}};
  return json_response(200, proto::to_json(*ended));
}

/// Returns the organisatie with the aansluitingen that let it deliver for them.
ordered_json organisatie_view(const storage::Stand& stand, const proto::Organisatie& organisatie) {
  auto json = as_json(organisatie);
  auto codes = ordered_json::array();
  for (const auto& [code, entry] : stand.aansluitingen) {
    const auto& aansluiting = entry->aansluiting;
    const bool may = std::ranges::find(aansluiting.aanleveraars, organisatie.oin) != aansluiting.aanleveraars.end();
    if (may && aansluiting.fase != proto::Aansluitfase::beeindigd) codes.push_back(code);
  }
  json["levertVoor"] = std::move(codes);
  return json;
}

Response list_organisaties(const OperatorRequest& work) {
  const Query query(work.request);
  std::optional<proto::Organisatiesoort> soort;
  if (const auto text = query.text("soort")) {
    soort = proto::from_text<proto::Organisatiesoort>(*text);
    if (!soort) Query::refuse("soort", "value", "Deze soort bestaat niet.");
  }
  const auto stand = work.app.store.stand();
  auto list = ordered_json::array();
  for (const auto& [oin, organisatie] : stand->organisaties) {
    if (!soort || organisatie.soort == *soort) list.push_back(organisatie_view(*stand, organisatie));
  }
  return json_response(200, proto::dump(ordered_json{{"organisaties", std::move(list)}}));
}

Response add_organisatie(const OperatorRequest& work) {
  auto organisatie = require_valid(proto::organisatie_from_request(work.body, now()));
  return json_response(201, proto::to_json(require(work.app.store.registry().add(
                                std::move(organisatie), work.regel(Handeling::organisatie_add)))));
}

Response show_organisatie(const OperatorRequest& work) {
  const auto stand = work.app.store.stand();
  const auto* organisatie = stand->organisatie(work.parameters.at(0));
  if (organisatie == nullptr) not_found(kNoOrganisatie);
  return json_response(200, proto::dump(organisatie_view(*stand, *organisatie)));
}

Response list_aansluitingen(const OperatorRequest& work) {
  return list_response("aansluitingen", work.app.store.stand()->aansluitingen,
                       [&](const auto& state) { return shown_with_deliveries(work, *state); });
}

Response add_aansluiting(const OperatorRequest& work) {
  auto aansluiting = require_valid(proto::aansluiting_from_request(work.body, now()));
  const auto added =
      require(work.app.store.registry().add(std::move(aansluiting), work.regel(Handeling::aansluiting_add)));
  return aansluiting_response(work, 201, added.code.text());
}

Response list_bevragers(const OperatorRequest& work) {
  const auto stand = work.app.store.stand();
  return list_response("bevragers", stand->bevragers,
                       [&](const proto::Bevrager& bevrager) { return shown(*stand, bevrager); });
}

Response add_bevrager(const OperatorRequest& work) {
  auto bevrager = require_valid(proto::bevrager_from_request(work.body, now()));
  return json_response(
      201,
      proto::to_json(require(work.app.store.registry().add(std::move(bevrager), work.regel(Handeling::bevrager_add)))));
}

Response list_convenantpartners(const OperatorRequest& work) {
  return list_response("convenantpartners", work.app.store.stand()->convenantpartners,
                       [](const proto::Convenantpartner& partner) { return as_json(partner); });
}

Routes organisatie_routes() {
  using enum proto::Foutcode;
  return {reading("/v1/organisaties", list_organisaties, {.query = {{"soort", Parameter::Kind::word}}}),
          changing("/v1/organisaties", add_organisatie, {.answers = {201}, .refuses = {conflict}}),
          reading("/v1/organisaties/{oin}", show_organisatie, {.refuses = {nietGevonden}}),
          changing("/v1/organisaties/{oin}/wijzigingen", change_organisatie, {.refuses = {nietGevonden, conflict}}),
          changing("/v1/organisaties/{oin}/beeindigingen", end_organisatie, {.refuses = {nietGevonden, conflict}})};
}

Routes aansluiting_routes() {
  using enum proto::Foutcode;
  const std::string aansluiting = "/v1/aansluitingen/{aansluitcode}";
  return {reading("/v1/aansluitingen", list_aansluitingen),
          changing("/v1/aansluitingen", add_aansluiting, {.answers = {201}, .refuses = {conflict}}),
          reading(aansluiting, show_aansluiting, {.refuses = {nietGevonden}}),
          changing(aansluiting + "/fasewisselingen", move_aansluiting,
                   {.answers = {200, 202}, .refuses = {nietGevonden, conflict}}),
          changing(aansluiting + "/wijzigingen", change_aansluiting,
                   {.answers = {200, 202}, .refuses = {nietGevonden, conflict}}),
          changing(aansluiting + "/bevestigingen", confirm_aansluiting, {.refuses = {nietGevonden, conflict}})};
}

Routes bevrager_routes() {
  using enum proto::Foutcode;
  return {reading("/v1/bevragers", list_bevragers),
          changing("/v1/bevragers", add_bevrager, {.answers = {201}, .refuses = {conflict}}),
          reading("/v1/bevragers/{oin}", bevrager_response, {.refuses = {nietGevonden}}),
          changing("/v1/bevragers/{oin}/fasewisselingen", move_bevrager,
                   {.answers = {200, 202}, .refuses = {nietGevonden, conflict}}),
          changing("/v1/bevragers/{oin}/wijzigingen", change_bevrager, {.refuses = {nietGevonden, conflict}})};
}

Routes convenant_routes() {
  using enum proto::Foutcode;
  const std::string partner = "/v1/convenantpartners/{convenantpartnerId}";
  return {reading("/v1/convenantpartners", list_convenantpartners),
          changing("/v1/convenantpartners", add_convenantpartner, {.answers = {201}, .refuses = {conflict}}),
          changing(partner + "/wijzigingen", change_convenantpartner, {.refuses = {nietGevonden, conflict}}),
          changing(partner + "/beeindigingen", end_convenantpartner,
                   {.answers = {200, 204}, .refuses = {nietGevonden, conflict}})};
}

}  // namespace

Routes register_routes() {
  return together({organisatie_routes(), aansluiting_routes(), bevrager_routes(), convenant_routes()});
}

}  // namespace vish::server
