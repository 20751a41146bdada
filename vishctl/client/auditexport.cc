#include "vishctl/client/auditexport.h"

#include <array>
#include <vector>

#include "base/calendar/datum.h"
#include "proto/terms/csv.h"
#include "proto/terms/handeling.h"
#include "proto/terms/identifiers.h"
#include "proto/terms/uitkomst.h"

namespace vish::vishctl {

namespace {

constexpr std::array<std::string_view, 15> kColumns{
    "volgnummer", "tijdstip", "handeling", "actor",  "uitkomst",   "onderwerp",         "reden",   "matchId",
    "doel",       "kenmerk",  "traceId",   "spanId", "bevragerId", "persoonPseudoniem", "gegevens"};

std::string text_of(const Json& regel, std::string_view name) {
  const auto found = regel.find(name);
  if (found == regel.end()) return "";
  return found->is_string() ? found->get<std::string>() : found->dump();
}

std::string csv_line(const Json& regel) {
  std::vector<std::string> texts;
  texts.reserve(kColumns.size());
  for (const auto name : kColumns) texts.push_back(text_of(regel, name));
  std::string line;
  proto::append_csv_row(line, std::vector<std::string_view>(texts.begin(), texts.end()));
  return line;
}

/// Returns a span of its own for each line about a person: 16 hex digits, from the number of the line.
std::string span_of(const Json& regel) {
  constexpr std::size_t kDigits = 16;
  std::string digits(kDigits, '0');
  auto rest = regel.at("volgnummer").get<std::uint64_t>();
  for (auto at = digits.rbegin(); rest != 0; ++at, rest /= 16U) *at = "0123456789abcdef"[rest % 16U];
  return digits;
}

/// Whether the actor of this act is a party. An operator is none, although his name may look like an OIN.
bool is_of_party(std::string_view handeling) {
  return handeling == to_text(proto::Handeling::bevraging) || handeling == to_text(proto::Handeling::aanlevering);
}

Json attributes_of(const Json& regel, const std::string& verwerkingsregister) {
  Json attributes{{"dpl.core.processing_activity_id", verwerkingsregister}};
  if (regel.contains("persoonPseudoniem")) {
    attributes["dpl.core.data_subject_id"] = regel["persoonPseudoniem"];
    attributes["dpl.core.data_subject_id_type"] = "BSN";
  }
  // Digikoppeling names a party so by its OIN.
  const auto actor = text_of(regel, "actor");
  if (is_of_party(text_of(regel, "handeling")) && proto::Oin::parse(actor)) {
    attributes["dpl.core.foreign_operation.processor"] = "urn:osb:oin:" + actor;
  }
  return attributes;
}

/// Returns a line as Logboek Dataverwerkingen 1.0 (Logius) describes it under "Interface".
std::string logboek_line(const Json& regel, const std::string& verwerkingsregister) {
  if (!regel.contains("traceId")) return "";
  const auto moment = parse_tijdstip(regel.at("tijdstip").get<std::string>());
  const auto since_epoch = moment.value().time_since_epoch().count();
  Json line{{"trace_id", regel["traceId"]},
            {"span_id", regel.at("spanId")},
            {"name", regel.at("handeling")},
            {"start_time", since_epoch},
            {"end_time", since_epoch},
            {"status", text_of(regel, "uitkomst") == to_text(proto::Uitkomst::geweigerd) ? "Unset" : "Ok"},
            {"resource", {{"attributes", {{"service.name", "vishd"}}}}},
            {"attributes", attributes_of(regel, verwerkingsregister)}};
  if (regel.contains("persoonPseudoniem")) {
    line["parent_span_id"] = regel.at("spanId");
    line["span_id"] = span_of(regel);
  }
  return line.dump() + "\n";
}

}  // namespace

std::string Auditexport::begin() const {
  if (formaat_ != proto::Exportformaat::csv) return "";
  std::string head(proto::kCsvBegin);
  proto::append_csv_row(head, kColumns);
  return head;
}

std::string Auditexport::line(const Json& regel) const {
  switch (formaat_) {
    case proto::Exportformaat::logboek:
      return logboek_line(regel, verwerkingsregister_);
    case proto::Exportformaat::csv:
      return csv_line(regel);
    case proto::Exportformaat::json:
      return regel.dump() + "\n";
  }
  return "";
}

}  // namespace vish::vishctl
