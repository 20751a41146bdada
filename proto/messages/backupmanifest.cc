#include "proto/messages/backupmanifest.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace vish::proto {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kFormaat = "vish-backup 1";

Backupbestand bestand_from(const ordered_json& json) {
  Backupbestand bestand{json.at("naam"), json.at("sha256"), {}};
  for (const auto& deel : json.at("delen")) bestand.delen.push_back({deel.at("naam"), deel.at("sha256")});
  return bestand;
}

}  // namespace

std::string to_json(const Backupmanifest& manifest) {
  auto bestanden = ordered_json::array();
  for (const auto& bestand : manifest.bestanden) {
    auto delen = ordered_json::array();
    for (const auto& deel : bestand.delen) delen.push_back({{"naam", deel.naam}, {"sha256", deel.sha256}});
    bestanden.push_back({{"naam", bestand.naam}, {"sha256", bestand.sha256}, {"delen", std::move(delen)}});
  }
  const auto& backup = manifest.backup;
  const ordered_json json{{"formaat", kFormaat},
                          {"nummer", backup.nummer},
                          {"gemaaktOp", rfc3339(backup.gemaakt_op)},
                          {"databaseId", backup.database_id},
                          {"auditregels", backup.auditregels},
                          {"bytes", backup.bytes},
                          {"bestanden", std::move(bestanden)}};
  return json.dump(1) + "\n";
}

std::optional<Backupmanifest> backupmanifest_from_json(std::string_view text) {
  try {
    const auto json = ordered_json::parse(text);
    const auto gemaakt_op = parse_tijdstip(json.at("gemaaktOp").get<std::string>());
    if (json.at("formaat") != kFormaat || !gemaakt_op) return std::nullopt;
    Backupmanifest manifest{
        {json.at("nummer"), *gemaakt_op, json.at("databaseId"), json.at("auditregels"), json.at("bytes")}, {}};
    for (const auto& bestand : json.at("bestanden")) manifest.bestanden.push_back(bestand_from(bestand));
    return manifest;
  } catch (const ordered_json::exception&) {
    return std::nullopt;
  }
}

}  // namespace vish::proto
