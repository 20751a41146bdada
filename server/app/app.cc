#include "server/app/app.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <charconv>

#include "base/calendar/clock.h"
#include "server/http/content_type.h"
#include "server/log/log.h"

namespace vish::server {

using proto::Foutcode;

Refusal to_refusal(const Error& error, std::string_view unknown) {
  switch (error.code) {
    case ErrorCode::missing:
      return {{Foutcode::nietGevonden, std::string(unknown)}};
    case ErrorCode::forbidden:
      return {{Foutcode::geenToegang, error.message}};
    case ErrorCode::busy:
    case ErrorCode::conflict:
    case ErrorCode::exists:
      return {{Foutcode::conflict, "Dit kan nu niet: " + error.message + "."}};
    default:
      // That it is unavailable is a state, which storage itself tells the log of when it begins.
      if (error.code != ErrorCode::unavailable) log_paced(Level::error, "opslag weigert", {{"reden", error.message}});
      return {{Foutcode::nietBeschikbaar, "De index is tijdelijk niet beschikbaar; probeer het later opnieuw."}};
  }
}

std::optional<std::string> not_ready(const App& app) {
  if (app.stopping) return "de server wordt gestopt";
  if (auto trouble = app.store.trouble()) return trouble;
  const auto stand = app.store.stand();
  if (!stand->teruggezet) return std::nullopt;
  return "de index is teruggezet uit back-up " + std::to_string(stand->teruggezet->backup) +
         " en nog niet geopend (vishctl backup open)";
}

void require_content_type(const Request& request, std::string_view type) {
  const auto charset = require_type(request, type).charset.value_or("utf-8");
  if (boost::beast::iequals(charset, "utf-8") || boost::beast::iequals(charset, "utf8")) return;
  throw Refusal{{Foutcode::mediatypeOnbekend, "Stuur de inhoud in UTF-8, of noem geen charset."}};
}

std::optional<std::string> Query::text(std::string_view name) const {
  for (const auto& [given, value] : request_.query) {
    if (given == name) return value;
  }
  return std::nullopt;
}

std::optional<std::string> Query::uuid(std::string_view name) const {
  constexpr std::string_view kShape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto fits = [kDigits](char given, char wanted) {
    return wanted == '-' ? given == '-' : kDigits.find(given) != std::string_view::npos;
  };
  auto given = text(name);
  if (given && !std::equal(given->begin(), given->end(), kShape.begin(), kShape.end(), fits)) {
    refuse(name, "pattern", "Geef een id zoals de server het gaf.");
  }
  return given;
}

std::uint64_t Query::number(std::string_view name, std::uint64_t fallback, std::uint64_t min, std::uint64_t max) const {
  const auto given = text(name);
  if (!given) return fallback;
  std::uint64_t value = 0;
  const auto [end, failed] = std::from_chars(given->data(), given->data() + given->size(), value);
  if (failed != std::errc{} || end != given->data() + given->size() || value < min || value > max) {
    refuse(name, "value", "Geef een getal van " + std::to_string(min) + " tot en met " + std::to_string(max) + ".");
  }
  return value;
}

void Query::refuse(std::string_view name, std::string_view code, std::string reason) {
  throw Refusal{{Foutcode::ongeldigeInvoer,
                 "De invoer is ongeldig; invalidParams noemt elke fout.",
                 {{std::string(name), std::string(code), std::move(reason)}}}};
}

proto::Auditregel audit_line(const Request& request, proto::Handeling handeling, std::string actor) {
  proto::Auditregel regel;
  regel.tijdstip = now();
  regel.handeling = handeling;
  regel.actor = std::move(actor);
  regel.uitkomst = proto::Uitkomst::uitgevoerd;
  regel.trace_id = request.trace.trace_id;
  regel.span_id = request.trace.span_id;
  return regel;
}

proto::Auditregel own_line(proto::Handeling handeling) {
  proto::Auditregel regel;
  regel.tijdstip = now();
  regel.handeling = handeling;
  regel.actor = "vishd";
  return regel;
}

}  // namespace vish::server
