#include "proto/json/problem.h"

#include "proto/json/json_writer.h"
#include "proto/json/rapport.h"

namespace vish::proto {

std::string to_json(const Problem& problem) {
  using nlohmann::ordered_json;
  const auto& soort = foutsoort(problem.code);
  ordered_json json{
      {"type", "about:blank"},    {"title", soort.titel}, {"status", soort.status},
      {"detail", problem.detail}, {"code", soort.naam},
  };
  if (!problem.invalid_params.empty()) {
    auto& params = json["invalidParams"] = ordered_json::array();
    for (const auto& param : problem.invalid_params) {
      params.push_back({{"name", param.name}, {"code", param.code}, {"reason", param.reason}});
    }
  }
  if (problem.aanlevering) json["aanlevering"] = as_json(*problem.aanlevering);
  return dump(json);
}

}  // namespace vish::proto
