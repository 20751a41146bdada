#include "server/beheer/auditvraag.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "proto/json/json_writer.h"
#include "server/message/query.h"

namespace vish::server {
namespace {

/// Lines of another version may hold a word that this one does not know.
template <class Enum>
std::optional<proto::Recorded<Enum>> word_of(const Query& query, std::string_view name) {
  const auto given = query.text(name);
  return given ? std::optional(proto::Recorded<Enum>::read(*given)) : std::nullopt;
}

storage::Auditvraag filters_of(const Query& query) {
  storage::Auditvraag vraag;
  vraag.match_id = query.text("matchId");
  if (const auto van = query.periode("van")) vraag.van = van->begin;
  if (const auto tot = query.periode("tot")) vraag.tot = tot->end;
  if (vraag.van && vraag.tot && *vraag.van >= *vraag.tot) Query::refuse("tot", "value", "Dit ligt voor van.");
  vraag.actor = query.text("actor");
  vraag.handeling = word_of<proto::Handeling>(query, "handeling");
  vraag.uitkomst = word_of<proto::Uitkomst>(query, "uitkomst");
  vraag.onderwerp = query.text("onderwerp");
  return vraag;
}

}  // namespace

storage::Auditvraag auditpagina_from(const Request& request) {
  const Query query(request);
  auto vraag = filters_of(query);
  vraag.na = query.number("na").value_or(0);
  vraag.limiet = query.number("limiet").value_or(100);
  vraag.nieuwste_eerst = query.flag("laatste");
  return vraag;
}

std::string auditfilter_from(const Request& request) {
  filters_of(Query(request));
  return auditzoekvraag_of(request);
}

std::string auditzoekvraag_of(const Request& request) {
  std::string text;
  for (const auto& [name, value] : request.query) {
    if (name == "na" || name == "limiet" || name == "laatste") continue;
    text.append(text.empty() ? "" : " ").append(name).append("=").append(value);
  }
  return text;
}

std::string auditpagina_view(const storage::Auditpagina& pagina) {
  nlohmann::ordered_json json{{"auditregels", nlohmann::ordered_json::array()}};
  for (const auto& regel : pagina.regels) json["auditregels"].push_back(as_json(regel));
  if (pagina.volgende) json["volgende"] = *pagina.volgende;
  return proto::dump(json);
}

bool Auditlezingen::must_record(const std::string& door, const std::string& zoekvraag, Tijdstip nu) {
  const std::lock_guard lock(mutex_);
  const auto& questions = recorded_[door];
  const auto known = questions.find(zoekvraag);
  return known == questions.end() || known->second > nu || nu - known->second >= kOnce;
}

void Auditlezingen::recorded(const std::string& door, const std::string& zoekvraag, Tijdstip nu) {
  const std::lock_guard lock(mutex_);
  auto& questions = recorded_[door];
  if (questions.size() == kRemembered && !questions.contains(zoekvraag)) questions.clear();
  questions.insert_or_assign(zoekvraag, nu);
}

}  // namespace vish::server
