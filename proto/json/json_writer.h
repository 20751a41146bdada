#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace vish::proto {

/// Returns the text of a JSON value, on one line. Never throws: bytes that are not UTF-8 are replaced.
inline std::string dump(const nlohmann::ordered_json& value) {
  return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

/// Appends `text` as a JSON string, quotes included. Text that needs no
/// escaping, nearly all, is copied as it is.
inline void append_quoted(std::string& out, std::string_view text) {
  const auto plain = [](char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; };
  for (const char c : text) {
    if (plain(c)) continue;
    out += dump(std::string(text));
    return;
  }
  out += '"';
  out += text;
  out += '"';
}

}  // namespace vish::proto
