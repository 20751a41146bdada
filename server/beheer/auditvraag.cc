#include "server/beheer/auditvraag.h"

#include <limits>
#include <utility>
#include <vector>

#include "base/calendar/clock.h"
#include "proto/terms/bsn.h"
#include "proto/terms/hidden_signs.h"
#include "server/app/app.h"

namespace vish::server {
namespace {

using proto::InvalidParam;

/// No actor or subject is longer.
constexpr std::size_t kLongest = 256;

/// From its first to just after its last millisecond.
struct Periode {
  Tijdstip begin;
  Tijdstip end;
};

std::optional<Periode> periode_of(std::string_view text) {
  constexpr std::chrono::minutes kMidnight{0};
  if (const auto dag = Datum::parse_iso(text)) {
    const Datum next(dag->day() + std::chrono::days(1));
    return Periode{amsterdam_moment(*dag, kMidnight), amsterdam_moment(next, kMidnight)};
  }
  const auto moment = parse_tijdstip(text);
  if (!moment) return std::nullopt;
  return Periode{*moment, *moment + std::chrono::milliseconds(1)};
}

std::optional<Periode> periode_at(const Query& query, const std::string& name, std::vector<InvalidParam>& wrong) {
  const auto given = query.text(name);
  if (!given) return std::nullopt;
  auto periode = periode_of(*given);
  if (!periode) {
    wrong.push_back({name, "pattern", "Geef een dag als jjjj-mm-dd, of een moment als 2026-11-23T09:12:33Z."});
  }
  return periode;
}

std::optional<std::string> text_at(const Query& query, const std::string& name, std::vector<InvalidParam>& wrong) {
  auto given = query.text(name);
  if (given && given->empty()) wrong.push_back({name, "minLength", "Geef een waarde, of laat de parameter weg."});
  if (given && proto::holds_some_bsn(*given))
    wrong.push_back({name, "value", "Zoek nooit op een burgerservicenummer."});
  if (given && proto::find_hidden(*given)) wrong.push_back({name, "pattern", "Deze waarde bevat verborgen tekens."});
  if (given && given->size() > kLongest) wrong.push_back({name, "maxLength", "Zo lang is deze waarde nooit."});
  return given;
}

/// Lines of another version may hold a word that this one does not know.
template <class Enum>
std::optional<proto::Recorded<Enum>> word_at(const Query& query, const std::string& name,
                                             std::vector<InvalidParam>& wrong) {
  const auto given = text_at(query, name, wrong);
  return given ? std::optional(proto::Recorded<Enum>::read(*given)) : std::nullopt;
}

bool flag_at(const Query& query, const std::string& name, std::vector<InvalidParam>& wrong) {
  const auto given = query.text(name).value_or("false");
  if (given != "true" && given != "false") wrong.push_back({name, "value", "Geef true of false."});
  return given == "true";
}

void read_filters(const Query& query, storage::Auditvraag& vraag, std::vector<InvalidParam>& wrong) {
  vraag.match_id = query.uuid("matchId");
  if (const auto van = periode_at(query, "van", wrong)) vraag.van = van->begin;
  if (const auto tot = periode_at(query, "tot", wrong)) vraag.tot = tot->end;
  if (vraag.van && vraag.tot && *vraag.van >= *vraag.tot) wrong.push_back({"tot", "value", "Dit ligt voor van."});
  vraag.actor = text_at(query, "actor", wrong);
  vraag.handeling = word_at<proto::Handeling>(query, "handeling", wrong);
  vraag.uitkomst = word_at<proto::Uitkomst>(query, "uitkomst", wrong);
  vraag.onderwerp = text_at(query, "onderwerp", wrong);
}

void require_none(std::vector<InvalidParam> wrong) {
  if (wrong.empty()) return;
  throw Refusal{
      {proto::Foutcode::ongeldigeInvoer, "De invoer is ongeldig; invalidParams noemt elke fout.", std::move(wrong)}};
}

}  // namespace

storage::Auditvraag auditpagina_from(const Request& request) {
  const Query query(request);
  std::vector<InvalidParam> wrong;
  storage::Auditvraag vraag;
  vraag.na = query.number("na", 0, 0, std::numeric_limits<std::int64_t>::max());
  vraag.limiet = query.number("limiet", 100, 1, 1000);
  vraag.nieuwste_eerst = flag_at(query, "laatste", wrong);
  read_filters(query, vraag, wrong);
  require_none(std::move(wrong));
  return vraag;
}

std::string auditfilter_from(const Request& request) {
  const Query query(request);
  std::vector<InvalidParam> wrong;
  storage::Auditvraag vraag;
  read_filters(query, vraag, wrong);
  require_none(std::move(wrong));
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
