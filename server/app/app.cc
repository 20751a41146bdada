#include "server/app/app.h"

#include <boost/beast/core/string.hpp>

#include "base/calendar/clock.h"
#include "server/log/log.h"
#include "server/message/content_type.h"

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
      // Unavailable storage is a state, and storage itself tells the log when that state begins.
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
