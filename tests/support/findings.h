#pragma once

#include <catch2/catch.hpp>
#include <string>

namespace vish::test {

/// Returns the findings on a request as "name code; name code"; empty for none.
template <class Checked>
std::string findings(const Checked& result) {
  if (result) return "";
  std::string text;
  for (const auto& param : result.error()) text += (text.empty() ? "" : "; ") + param.name + " " + param.code;
  REQUIRE_FALSE(text.empty());
  return text;
}

}  // namespace vish::test
