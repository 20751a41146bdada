#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/beheer/auditvraag.h"
#include "server/beheer/beheer_routes.h"
#include "server/beheer/operator_request.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;

/// The record of a reading is durable before anything is read.
void record_reading(const OperatorRequest& work, Auditlezingen& lezingen, proto::Handeling handeling,
                    std::string onderwerp) {
  auto regel = work.regel(handeling);
  auto zoekvraag = auditzoekvraag_of(work.request);
  const auto moment = regel.tijdstip;
  const auto& door = work.door.vingerafdruk;
  const auto reading = std::string(to_text(handeling)) + " " + onderwerp + " " + zoekvraag;
  if (!lezingen.must_record(door, reading, moment)) return;
  if (!onderwerp.empty()) regel.onderwerp = std::move(onderwerp);
  if (!zoekvraag.empty()) regel.reden = std::move(zoekvraag);
  require(work.app.store.audit().append_and_wait({{std::move(regel)}, std::nullopt}));
  lezingen.recorded(door, reading, moment);
}

Response list_audit(const OperatorRequest& work, Auditlezingen& lezingen) {
  auto vraag = auditpagina_from(work.request);
  auto& audit = work.app.store.audit();
  // The newest lines are those before the record of this reading.
  if (vraag.nieuwste_eerst && vraag.na == 0) vraag.na = audit.last() + 1;
  record_reading(work, lezingen, proto::Handeling::audit_list, "");
  const auto pagina = require(audit.list(vraag));
  ordered_json json{{"auditregels", ordered_json::array()}};
  for (const auto& regel : pagina.regels) json["auditregels"].push_back(as_json(regel));
  if (pagina.volgende) json["volgende"] = *pagina.volgende;
  return json_response(200, json.dump());
}

/// The record of an export is durable before any line of the export leaves. The answer tells how far the operator may
/// read.
Response record_export(const OperatorRequest& work) {
  const auto formaat = require_valid(proto::exportformaat_from_request(work.body));
  const auto register_address = work.app.instellingen.now()->verantwoording.verwerkingsregister;
  auto regel = work.regel(proto::Handeling::audit_export);
  regel.onderwerp = to_text(formaat);
  if (auto filter = auditfilter_from(work.request); !filter.empty()) regel.reden = std::move(filter);
  if (formaat == proto::Exportformaat::logboek && register_address.empty()) {
    throw Refusal{{proto::Foutcode::conflict, "Zet eerst verantwoording.verwerkingsregister in vishd.toml."}};
  }
  auto& audit = work.app.store.audit();
  ordered_json json{{"totEnMet", audit.last()}};
  if (formaat == proto::Exportformaat::logboek) json["verwerkingsregister"] = register_address;
  require(audit.append_and_wait({{std::move(regel)}, std::nullopt}));
  return json_response(200, json.dump());
}

/// Returns the number of a line; nothing for a text that is no such number.
std::optional<std::uint64_t> volgnummer_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.begin(), text.end(), number);
  if (error != std::errc() || end != text.end() || number == 0) return std::nullopt;
  return number;
}

Response show_auditregel(const OperatorRequest& work, Auditlezingen& lezingen) {
  const auto volgnummer = volgnummer_of(work.parameters.at(0));
  // The line must come before the record of this reading, which is a line too.
  if (volgnummer && *volgnummer <= work.app.store.audit().last()) {
    record_reading(work, lezingen, proto::Handeling::audit_show, std::to_string(*volgnummer));
    storage::Auditvraag vraag;
    vraag.na = *volgnummer - 1;
    vraag.limiet = 1;
    const auto regels = require(work.app.store.audit().list(vraag)).regels;
    if (!regels.empty() && regels.front().volgnummer == *volgnummer) {
      return json_response(200, proto::to_json(regels.front()));
    }
  }
  throw Refusal{{proto::Foutcode::nietGevonden, "Deze auditregel bestaat niet."}};
}

}  // namespace

Routes audit_routes() {
  using enum Parameter::Kind;
  const std::vector<Parameter> filters{{"matchId", uuid},    {"van", periode},      {"tot", periode},
                                       {"actor", search},    {"handeling", search}, {"uitkomst", search},
                                       {"onderwerp", search}};
  std::vector<Parameter> with_pages{{"na", number}, {"limiet", number, 1, 1000}, {"laatste", flag}};
  with_pages.insert(with_pages.end(), filters.begin(), filters.end());
  const auto lezingen = std::make_shared<Auditlezingen>();
  auto list = [lezingen](const OperatorRequest& work) { return list_audit(work, *lezingen); };
  auto show = [lezingen](const OperatorRequest& work) { return show_auditregel(work, *lezingen); };
  return {
      reading("/v1/auditregels", std::move(list), {.query = std::move(with_pages)}),
      reading("/v1/auditregels/{volgnummer}", std::move(show), {.refuses = {proto::Foutcode::nietGevonden}}),
      recorded_reading("/v1/auditexports", record_export, {.query = filters, .refuses = {proto::Foutcode::conflict}})};
}

}  // namespace vish::server
