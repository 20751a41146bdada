#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/calendar/clock.h"
#include "proto/json/json_writer.h"
#include "proto/notices/tweede_persoon.h"
#include "proto/registry/registerbestand.h"
#include "server/app/access.h"
#include "server/beheer/beheer_routes.h"
#include "server/beheer/operator_request.h"
#include "server/rules/registerverschil.h"
#include "storage/registry/import_check.h"
#include "storage/registry/register.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;

/// Adds a finding for each test OIN of the list at that place of the file that the registry did not know.
void add_test_oins(const std::string& place, const std::vector<proto::Oin>& oins, const std::vector<proto::Oin>& known,
                   std::vector<proto::InvalidParam>& findings) {
  for (std::size_t i = 0; i < oins.size(); ++i) {
    if (!oins[i].is_test() || std::ranges::find(known, oins[i]) != known.end()) continue;
    findings.push_back({"register." + place + "[" + std::to_string(i) + "]", "value",
                        "Een test-OIN hoort niet in productie; dat kan alleen met proef = true."});
  }
}

/// Adds a finding for each test OIN that would come to deliver in productie, or be a creditor of it.
void add_test_parties(const storage::Stand& stand, const proto::Registerbestand& bestand,
                      std::vector<proto::InvalidParam>& findings) {
  for (std::size_t i = 0; i < bestand.aansluitingen.size(); ++i) {
    const auto& fresh = bestand.aansluitingen[i];
    const auto before = stand.aansluiting(fresh.code.text());
    if (!before || before->aansluiting.fase != proto::Aansluitfase::productie) continue;
    add_test_oins("aansluitingen[" + std::to_string(i) + "].aanleveraars", fresh.aanleveraars,
                  before->aansluiting.aanleveraars, findings);
  }
  for (std::size_t i = 0; i < bestand.convenantpartners.size(); ++i) {
    const auto& fresh = bestand.convenantpartners[i];
    const auto before = stand.convenantpartners.find(fresh.convenantpartner_id);
    const bool is_new = before == stand.convenantpartners.end();
    add_test_oins("convenantpartners[" + std::to_string(i) + "].oins", fresh.oins,
                  is_new ? std::vector<proto::Oin>() : before->second.oins, findings);
  }
}

/// Returns the findings on a file, also those that only the configuration can give.
std::vector<proto::InvalidParam> findings_on(const Config& config, const storage::Stand& stand,
                                             const proto::Registerbestand& bestand) {
  auto findings = storage::import_findings(stand, bestand);
  if (!config.proef) add_test_parties(stand, bestand, findings);
  for (std::size_t i = 0; i < bestand.operators.size(); ++i) {
    for (const auto& configured : config.operators) {
      const bool same_naam = configured.naam == bestand.operators[i].naam;
      if (!same_naam && configured.vingerafdruk != bestand.operators[i].vingerafdruk) continue;
      findings.push_back({"register.operators[" + std::to_string(i) + "]." + (same_naam ? "naam" : "vingerafdruk"),
                          "value", "Deze beheerder staat in vishd.toml."});
    }
  }
  return findings;
}

Response export_register(const OperatorRequest& work) {
  return json_response(200, proto::to_json(storage::registerbestand(*work.app.store.stand())));
}

/// Whether the import waits for a second person; the answer then tells so.
bool add_waiting(ordered_json& json, const storage::Stand& stand) {
  const auto* asked = stand.verzoek(proto::Handeling::register_import, "bestand");
  if (asked == nullptr) return false;
  json["uitgevoerd"] = false;
  json["verzoek"] = proto::verzoek_view(*asked);
  return true;
}

Response import_register(const OperatorRequest& work) {
  auto invoer = require_valid(proto::registerimport_from_request(work.body, now()));
  const auto stand = work.app.store.stand();
  storage::recognise_partners(*stand, invoer.bestand);
  if (auto findings = findings_on(*work.app.instellingen.now(), *stand, invoer.bestand); !findings.empty()) {
    throw Refusal{{proto::Foutcode::ongeldigeInvoer,
                   "Het bestand past niet in het register; invalidParams noemt elke "
                   "fout.",
                   std::move(findings)}};
  }
  auto json = registerverschil(as_json(storage::registerbestand(*stand)), as_json(invoer.bestand));
  json["registerstand"] = storage::registry_fingerprint(*stand);
  json["uitgevoerd"] = !invoer.proef;
  if (!invoer.proef) {
    auto regel = work.regel(proto::Handeling::register_import);
    regel.reden = invoer.reden;
    require(work.app.store.registry().import_bestand(invoer.bestand, invoer.registry_fingerprint, regel));
    cut_uploads_without_rights(work.app);
    if (add_waiting(json, *work.app.store.stand())) return json_response(202, proto::dump(json));
  }
  return json_response(200, proto::dump(json));
}

}  // namespace

Routes registerbestand_routes() {
  using enum proto::Foutcode;
  return {reading("/v1/register", export_register),
          changing("/v1/registerimporten", import_register, {.answers = {200, 202}, .refuses = {conflict}},
                   proto::kMaxRegisterBytes)};
}

}  // namespace vish::server
