#pragma once

#include <optional>
#include <string>
#include <vector>

#include "proto/json/rapport.h"
#include "proto/terms/foutcode.h"

namespace vish::proto {

/// One finding on the input, in the shape of the BRP API. `code` is one of
/// required, pattern, minItems, maxItems, minLength, maxLength, unknownParam,
/// value, type, uniqueItems, elfproef, json.
struct InvalidParam {
  std::string name;  ///< for instance burgerservicenummers[0]; never a value
  std::string code;
  std::string reason;  ///< Dutch; never holds a value from the input

  bool operator==(const InvalidParam&) const = default;
};

/// An error answer, application/problem+json (RFC 9457).
struct Problem {
  Foutcode code;
  std::string detail;  ///< Dutch: what is wrong and what to do; never a BSN
  std::vector<InvalidParam> invalid_params = {};
  std::optional<Aanleverrapport> aanlevering = std::nullopt;  ///< the report of a refused delivery
};

std::string to_json(const Problem& problem);

}  // namespace vish::proto
