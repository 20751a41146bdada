#include "proto/messages/auditregel.h"

#include "proto/json/json_writer.h"
#include "proto/json/strict_json.h"

namespace vish::proto {

nlohmann::ordered_json as_json(const Auditregel& regel) {
  nlohmann::ordered_json json{
      {"volgnummer", regel.volgnummer}, {"tijdstip", rfc3339(regel.tijdstip)}, {"handeling", regel.handeling.text()},
      {"actor", regel.actor},           {"uitkomst", regel.uitkomst.text()},
  };
  if (!regel.trace_id.empty()) json["traceId"] = regel.trace_id;
  if (!regel.span_id.empty()) json["spanId"] = regel.span_id;
  const auto add = [&json](const char* name, const std::optional<std::string>& value) {
    if (value) json[name] = *value;
  };
  add("onderwerp", regel.onderwerp);
  add("reden", regel.reden);
  add("matchId", regel.match_id);
  add("bevragerId", regel.bevrager_id);
  if (regel.doel) json["doel"] = regel.doel->text();
  add("kenmerk", regel.kenmerk);
  add("persoonPseudoniem", regel.persoon_pseudoniem);
  if (regel.gegevens) json["gegevens"] = nlohmann::ordered_json::parse(*regel.gegevens);
  return json;
}

std::string to_json(const Auditregel& regel) { return dump(as_json(regel)); }

Result<Exportformaat, std::vector<InvalidParam>> exportformaat_from_request(std::string_view body) {
  StrictDocument document(body);
  const auto formaat = document.root().required("formaat").choice<Exportformaat>();
  if (auto findings = document.close(); !findings.empty()) return findings;
  return *formaat;
}

}  // namespace vish::proto
