#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace vish::proto {

/// The text of a JSON value. Never throws: what is not UTF-8 is replaced.
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
