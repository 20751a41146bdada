#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>

#include "proto/json/json_writer.h"
#include "server/beheer/auditvraag.h"
#include "server/beheer/beheer_routes.h"
#include "server/beheer/lezing.h"
#include "server/beheer/operator_request.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;

/// The routes of the audit log remember here what each operator read, and how often.
struct Lezers {
  Auditlezingen lezingen{};
  std::shared_ptr<Leestempo> tempo;
};

/// The record of a search is durable before anything is read. Its further pages need none.
void record_search(const OperatorRequest& work, Lezers& lezers, proto::Handeling handeling, std::string onderwerp) {
  auto regel = work.regel(handeling);
  auto zoekvraag = auditzoekvraag_of(work.request);
  const auto moment = regel.tijdstip;
  const auto& door = work.door.vingerafdruk;
  const auto reading = std::string(to_text(handeling)) + " " + onderwerp + " " + zoekvraag;
  if (!lezers.lezingen.must_record(door, reading, moment)) return;
  if (!onderwerp.empty()) regel.onderwerp = std::move(onderwerp);
  if (!zoekvraag.empty()) regel.reden = std::move(zoekvraag);
  record_reading(work, *lezers.tempo, std::move(regel));
  lezers.lezingen.recorded(door, reading, moment);
}

Response list_audit(const OperatorRequest& work, Lezers& lezers) {
  auto vraag = auditpagina_from(work.request);
  auto& audit = work.app.store.audit();
  // The newest lines are those before the record of this reading.
  if (vraag.nieuwste_eerst && vraag.na == 0) vraag.na = audit.last() + 1;
  record_search(work, lezers, proto::Handeling::audit_list, "");
  return json_response(200, auditpagina_view(require(audit.list(vraag))));
}

/// The record of an export is durable before any line of the export leaves. The answer tells how far the operator may
/// read.
Response record_export(const OperatorRequest& work, Lezers& lezers) {
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
  record_reading(work, *lezers.tempo, std::move(regel));
  return json_response(200, proto::dump(json));
}

/// Returns the number of a line; nothing for a text that is no such number.
std::optional<std::uint64_t> volgnummer_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.begin(), text.end(), number);
  if (error != std::errc() || end != text.end() || number == 0) return std::nullopt;
  return number;
}

Response show_auditregel(const OperatorRequest& work, Lezers& lezers) {
  const auto volgnummer = volgnummer_of(work.parameters.at(0));
  // The line must come before the record of this reading, which is a line too.
  if (volgnummer && *volgnummer <= work.app.store.audit().last()) {
    record_search(work, lezers, proto::Handeling::audit_show, std::to_string(*volgnummer));
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

Routes audit_routes(const std::shared_ptr<Leestempo>& tempo) {
  using enum Parameter::Kind;
  using enum proto::Foutcode;
  const std::vector<Parameter> filters{{"matchId", uuid},    {"van", periode},      {"tot", periode},
                                       {"actor", search},    {"handeling", search}, {"uitkomst", search},
                                       {"onderwerp", search}};
  std::vector<Parameter> with_pages{{"na", number}, {"limiet", number, 1, 1000}, {"laatste", flag}};
  with_pages.insert(with_pages.end(), filters.begin(), filters.end());
  const auto lezers = std::make_shared<Lezers>();
  lezers->tempo = tempo;
  auto list = [lezers](const OperatorRequest& work) { return list_audit(work, *lezers); };
  auto show = [lezers](const OperatorRequest& work) { return show_auditregel(work, *lezers); };
  auto record = [lezers](const OperatorRequest& work) { return record_export(work, *lezers); };
  return {
      reading("/v1/auditregels", std::move(list), {.query = std::move(with_pages), .refuses = {teVeelVragen}}),
      reading("/v1/auditregels/{volgnummer}", std::move(show), {.refuses = {nietGevonden, teVeelVragen}}),
      recorded_reading("/v1/auditexports", std::move(record), {.query = filters, .refuses = {conflict, teVeelVragen}})};
}

}  // namespace vish::server
