#include "backupmanifest.h"

#include <sys/stat.h>

#include <nlohmann/json.hpp>
#include <system_error>

#include "filehash.h"
#include "files.h"
#include "storage/hex.h"

namespace vish::storage {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view kVersie = "vish-backup 1";
constexpr std::string_view kManifest = "manifest.json";
constexpr std::string_view kZegel = "manifest.zegel";

std::string to_text(const Backupmanifest& manifest) {
  auto bestanden = Json::array();
  for (const auto& bestand : manifest.bestanden) {
    auto delen = Json::array();
    for (const auto& deel : bestand.delen) delen.push_back({{"naam", deel.naam}, {"sha256", deel.sha256}});
    bestanden.push_back({{"naam", bestand.naam}, {"sha256", bestand.sha256}, {"delen", std::move(delen)}});
  }
  const auto& backup = manifest.backup;
  return Json{{"formaat", kVersie},
              {"nummer", backup.nummer},
              {"gemaaktOp", proto::to_text(backup.gemaakt_op)},
              {"databaseId", backup.database_id},
              {"auditregels", backup.auditregels},
              {"bytes", backup.bytes},
              {"bestanden", std::move(bestanden)}}
             .dump(1) +
         "\n";
}

Backupmanifest from_text(std::string_view text) {
  const auto json = Json::parse(text);
  if (json.at("formaat") != kVersie) throw std::runtime_error("formaat");
  Backupmanifest manifest;
  auto& backup = manifest.backup;
  backup.nummer = json.at("nummer");
  backup.gemaakt_op = proto::parse_tijdstip(json.at("gemaaktOp").get<std::string>()).value();
  backup.database_id = json.at("databaseId");
  backup.auditregels = json.at("auditregels");
  backup.bytes = json.at("bytes");
  for (const auto& bestand : json.at("bestanden")) {
    auto& een = manifest.bestanden.emplace_back();
    een.naam = bestand.at("naam");
    een.sha256 = bestand.at("sha256");
    for (const auto& deel : bestand.at("delen")) een.delen.push_back({deel.at("naam"), deel.at("sha256")});
  }
  return manifest;
}

Error damaged(const fs::path& file) {
  return {ErrorCode::corrupt, "de back-up is beschadigd of niet van deze sleutelbos: " + file.string()};
}

}  // namespace

Stored<void> write_manifest(const fs::path& folder, const Backupmanifest& manifest, const Zegel& zegel) {
  const auto text = to_text(manifest);
  const auto sealed = zegel.seal(kManifest, sha256_hex(text));
  auto written = write_durably(folder / kManifest, text, S_IRUSR | S_IWUSR);
  if (written) written = write_durably(folder / kZegel, sealed, S_IRUSR | S_IWUSR);
  return written;
}

Stored<Backupmanifest> read_manifest(const fs::path& folder, const Zegel& zegel) {
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) return Error{ErrorCode::missing, "er is geen back-up " + folder.string()};
  const auto text = read_file(folder / kManifest);
  if (!text) return text.error();
  const auto sealed = read_file(folder / kZegel);
  if (!sealed) return sealed.error();
  const auto sum = zegel.open(kManifest, *sealed);
  if (!sum) return damaged(folder / kZegel);
  if (*sum != sha256_hex(*text)) return damaged(folder / kManifest);
  try {
    return from_text(*text);
  } catch (const std::exception&) {
    return Error{ErrorCode::foreign, "de back-up heeft een onbekend formaat: " + (folder / kManifest).string()};
  }
}

fs::path backup_folder(const fs::path& map, std::uint64_t nummer) {
  constexpr std::size_t kDigits = 6;
  auto digits = std::to_string(nummer);
  if (digits.size() < kDigits) digits.insert(0, kDigits - digits.size(), '0');
  return map / digits;
}

Stored<std::string> read_deel(const fs::path& folder, const Backupbestand::Deel& deel) {
  auto bytes = read_file(folder / deel.naam);
  if (bytes && sha256_hex(*bytes) != deel.sha256) return damaged(folder / deel.naam);
  return bytes;
}

std::string sha256_hex(std::string_view bytes) {
  Filehash hash;
  hash.update(bytes);
  return to_hex(hash.finish());
}

}  // namespace vish::storage
