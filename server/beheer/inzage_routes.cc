#include <nlohmann/json.hpp>

#include "base/calendar/clock.h"
#include "proto/json/json_writer.h"
#include "proto/messages/inzage.h"
#include "server/beheer/beheer_routes.h"
#include "server/beheer/lezing.h"
#include "server/beheer/operator_request.h"
#include "storage/audit/audit.h"
#include "storage/index/index.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;

/// One page holds at most this number of lines of the log.
constexpr std::size_t kMostLines = 1'000;

ordered_json partij(const storage::Stand& stand, const std::string& oin) {
  const auto* organisatie = stand.organisatie(oin);
  return {{"oin", oin}, {"naam", organisatie != nullptr ? organisatie->naam : ""}};
}

ordered_json registratie_view(const storage::Gevonden& gevonden, const storage::Stand& stand) {
  const auto& aansluiting = gevonden.aansluiting->aansluiting;
  ordered_json json{{"aansluitcode", aansluiting.code.text()},
                    {"aansluitfase", to_text(aansluiting.fase)},
                    {"organisatie", partij(stand, aansluiting.organisatie.text())},
                    {"contact", {{"telefoon", aansluiting.contact.telefoon}, {"email", aansluiting.contact.email}}},
                    {"fase", to_text(gevonden.fase)},
                    {"startdatum", gevonden.startdatum.text()}};
  if (gevonden.einddatum) json["einddatum"] = gevonden.einddatum->text();
  if (!gevonden.kenmerk.empty()) json["kenmerk"] = gevonden.kenmerk;
  json["peildatum"] = gevonden.peildatum.text();
  return json;
}

ordered_json bevraging_view(const proto::Auditregel& regel, const storage::Stand& stand) {
  return {{"tijdstip", rfc3339(regel.tijdstip)},
          {"bevrager", partij(stand, regel.actor)},
          {"doel", regel.doel ? regel.doel->text() : ""},
          {"kenmerk", regel.kenmerk.value_or("")},
          {"match", regel.uitkomst == proto::Uitkomst::match}};
}

ordered_json eerder_view(const proto::Auditregel& regel) {
  return {{"tijdstip", rfc3339(regel.tijdstip)}, {"door", regel.actor}, {"reden", regel.reden.value_or("")}};
}

/// Returns the registrations of a person, also those of aansluitingen whose registrations no bevrager may see.
ordered_json registraties_of(storage::Look look, const proto::Bsn& bsn, Tijdstip moment) {
  auto list = ordered_json::array();
  const auto gevonden = require(look.find(std::span(&bsn, 1), {false, amsterdam_day(moment), true}));
  for (const auto& een : gevonden.front()) list.push_back(registratie_view(een, *look.stand()));
  return list;
}

/// The record of a page is durable before anything of the person is read.
Response inzage(const OperatorRequest& work, Leestempo& tempo) {
  const auto vraag = require_valid(proto::inzagevraag_from_request(work.body));
  const auto& bsn = vraag.burgerservicenummer;
  auto& store = work.app.store;
  auto regel = work.regel(proto::Handeling::inzage);
  const auto moment = regel.tijdstip;
  regel.reden = vraag.reden;
  regel.persoon_pseudoniem = store.audit().pseudoniem(bsn);
  record_reading(work, tempo, std::move(regel));

  const auto stand = store.stand();
  ordered_json json{{"ingezienOp", rfc3339(moment)}};
  json["registraties"] = vraag.na == 0 ? registraties_of(store.index().look(), bsn, moment) : ordered_json::array();
  const auto pagina = require(store.audit().about(bsn, kMostLines, vraag.na));
  json["bevragingen"] = ordered_json::array();
  json["inzagen"] = ordered_json::array();
  for (const auto& een : pagina.regels) {
    if (een.handeling == proto::Handeling::bevraging) json["bevragingen"].push_back(bevraging_view(een, *stand));
    if (een.handeling == proto::Handeling::inzage) json["inzagen"].push_back(eerder_view(een));
  }
  if (pagina.volgende) json["volgende"] = *pagina.volgende;
  return json_response(200, proto::dump(json));
}

}  // namespace

Routes inzage_routes(const std::shared_ptr<Leestempo>& tempo) {
  auto look = [tempo](const OperatorRequest& work) { return inzage(work, *tempo); };
  return {inzage_route("/v1/inzagen", std::move(look), {.refuses = {proto::Foutcode::teVeelVragen}})};
}

}  // namespace vish::server
