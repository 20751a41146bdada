#pragma once

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <string_view>

namespace vish::server {

/// Returns the value of a header field, or a part of it, without the spaces and tabs around it (OWS, RFC 9110 section
/// 5.6.3). It refers to `text`.
inline std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// Whether two tokens are equal, letter case ignored.
inline bool same(std::string_view left, std::string_view right) {
  return boost::beast::iequals({left.data(), left.size()}, {right.data(), right.size()});
}

}  // namespace vish::server
