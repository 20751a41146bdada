#include "server/message/query.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/calendar/clock.h"
#include "base/core/utf8.h"
#include "proto/terms/bsn.h"
#include "proto/terms/hidden_signs.h"

namespace vish::server {
namespace {

using proto::InvalidParam;
using Findings = std::vector<InvalidParam>;

constexpr std::size_t kMostFindings = 20;
/// No actor or subject is longer.
constexpr std::size_t kLongest = 256;

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

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

bool is_uuid(std::string_view text) {
  constexpr std::string_view kShape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  constexpr std::string_view kDigits = "0123456789abcdef";
  return std::ranges::equal(text, kShape, [kDigits](char given, char wanted) {
    return wanted == '-' ? given == '-' : kDigits.find(given) != std::string_view::npos;
  });
}

void check_search(const std::string& name, std::string_view value, Findings& findings) {
  if (value.empty()) findings.push_back({name, "minLength", "Geef een waarde, of laat de parameter weg."});
  if (proto::holds_some_bsn(value)) findings.push_back({name, "value", "Zoek nooit op een burgerservicenummer."});
  if (proto::find_hidden(value)) findings.push_back({name, "pattern", "Deze waarde bevat verborgen tekens."});
  if (value.size() > kLongest) findings.push_back({name, "maxLength", "Zo lang is deze waarde nooit."});
}

void check_number(const Parameter& parameter, std::string_view value, Findings& findings) {
  const auto number = number_of(value);
  if (number && *number >= parameter.least && *number <= parameter.most) return;
  findings.push_back({std::string(parameter.name), "value",
                      "Geef een getal van " + std::to_string(parameter.least) + " tot en met " +
                          std::to_string(parameter.most) + "."});
}

void check_value(const Parameter& parameter, std::string_view value, Findings& findings) {
  const std::string name(parameter.name);
  if (!is_utf8(value)) {
    findings.push_back({name, "pattern", "Deze waarde is geen geldige UTF-8."});
    return;
  }
  switch (parameter.kind) {
    case Parameter::Kind::word:
      return;
    case Parameter::Kind::search:
      return check_search(name, value, findings);
    case Parameter::Kind::uuid:
      if (!is_uuid(value)) findings.push_back({name, "pattern", "Geef een id zoals de server het gaf."});
      return;
    case Parameter::Kind::number:
      return check_number(parameter, value, findings);
    case Parameter::Kind::flag:
      if (value != "true" && value != "false") findings.push_back({name, "value", "Geef true of false."});
      return;
    case Parameter::Kind::periode:
      if (periode_of(value)) return;
      findings.push_back({name, "pattern", "Geef een dag als jjjj-mm-dd, of een moment als 2026-11-23T09:12:33Z."});
      return;
  }
}

/// Returns the findings on the names alone.
Findings name_findings(const std::vector<Parameter>& declared, const Request& request) {
  Findings findings;
  for (auto at = request.query.begin(); at != request.query.end() && findings.size() < kMostFindings; ++at) {
    const auto same_name = [&](const auto& other) { return other.first == at->first; };
    if (std::ranges::find(declared, at->first, &Parameter::name) == declared.end()) {
      findings.push_back({"query", "unknownParam", "Deze bron kent niet alle meegegeven parameters."});
    } else if (std::any_of(request.query.begin(), at, same_name)) {
      findings.push_back({at->first, "value", "Geef deze parameter hoogstens een keer."});
    }
  }
  return findings;
}

}  // namespace

std::vector<InvalidParam> query_findings(const std::vector<Parameter>& declared, const Request& request) {
  auto findings = name_findings(declared, request);
  const Query query(request);
  for (const auto& parameter : declared) {
    const auto value = query.text(parameter.name);
    if (value) check_value(parameter, *value, findings);
  }
  if (findings.size() > kMostFindings) findings.resize(kMostFindings);
  return findings;
}

std::optional<std::string> Query::text(std::string_view name) const {
  for (const auto& [given, value] : request_.query) {
    if (given == name) return value;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> Query::number(std::string_view name) const {
  const auto given = text(name);
  return given ? number_of(*given) : std::nullopt;
}

std::optional<Periode> Query::periode(std::string_view name) const {
  const auto given = text(name);
  return given ? periode_of(*given) : std::nullopt;
}

void Query::refuse(std::string_view name, std::string_view code, std::string reason) {
  throw Refusal{{proto::Foutcode::ongeldigeInvoer,
                 "De invoer is ongeldig; invalidParams noemt elke fout.",
                 {{std::string(name), std::string(code), std::move(reason)}}}};
}

}  // namespace vish::server
