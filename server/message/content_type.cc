#include "server/message/content_type.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>

#include "server/message/field_text.h"

namespace vish::server {
namespace {

using proto::Foutcode;

/// Returns the place of the next semicolon that stands in no quoted value; of any, when the last quote is not closed.
std::size_t find_semicolon(std::string_view text) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (!quoted && text[i] == ';') return i;
    if (quoted && text[i] == '\\') ++i;
  }
  return quoted ? text.find(';') : std::string_view::npos;
}

/// Cuts off and returns the text before the next semicolon.
std::string_view take_part(std::string_view& rest) {
  const auto length = std::min(find_semicolon(rest), rest.size());
  const auto part = trimmed(rest.substr(0, length));
  rest.remove_prefix(std::min(length + 1, rest.size()));
  return part;
}

std::string unquoted(std::string_view value) {
  value = trimmed(value);
  const bool quoted = value.size() >= 2 && value.front() == '"' && value.back() == '"';
  return std::string(quoted ? value.substr(1, value.size() - 2) : value);
}

}  // namespace

ContentType require_type(const Request& request, std::string_view type) {
  std::string_view rest = request.header(http::field::content_type);
  const auto given = take_part(rest);
  if (request.headers->count(http::field::content_type) != 1 || !same(given, type)) {
    throw Refusal{{Foutcode::mediatypeOnbekend, "Stuur de inhoud als " + std::string(type) + "."}};
  }
  ContentType found{std::string(given), std::nullopt, false};
  while (!rest.empty()) {
    const auto parameter = take_part(rest);
    const auto equals = parameter.find('=');
    if (equals == std::string_view::npos) continue;
    const auto name = trimmed(parameter.substr(0, equals));
    if (same(name, "header")) found.headerless |= same(unquoted(parameter.substr(equals + 1)), "absent");
    if (!same(name, "charset")) continue;
    if (found.charset) throw Refusal{{Foutcode::mediatypeOnbekend, "Content-Type noemt twee keer een charset."}};
    found.charset = unquoted(parameter.substr(equals + 1));
  }
  return found;
}

}  // namespace vish::server
