#include "storage/backup/manifest_file.h"

#include <sys/stat.h>

#include <system_error>
#include <utility>

#include "base/core/files.h"
#include "base/core/hex.h"
#include "base/core/try.h"
#include "storage/crypto/filehash.h"

namespace vish::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kManifest = "manifest.json";
constexpr std::string_view kZegel = "manifest.zegel";

Error damaged(const fs::path& file) {
  return {ErrorCode::corrupt, "de back-up is beschadigd of niet van deze sleutelbos: " + file.string()};
}

}  // namespace

Stored<void> write_manifest(const fs::path& folder, const proto::Backupmanifest& manifest, const Zegel& zegel) {
  const auto text = proto::to_json(manifest);
  const auto sealed = zegel.seal(kManifest, sha256_hex(text));
  auto written = write_durably(folder / kManifest, text, S_IRUSR | S_IWUSR);
  if (written) written = write_durably(folder / kZegel, sealed, S_IRUSR | S_IWUSR);
  return written;
}

Stored<proto::Backupmanifest> read_manifest_in(const fs::path& folder, std::uint64_t nummer, const Zegel& zegel) {
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) return Error{ErrorCode::missing, "er is geen back-up " + folder.string()};
  const auto text = TRY(read_file(folder / kManifest));
  const auto sealed = TRY(read_file(folder / kZegel));
  const auto sum = zegel.open(kManifest, sealed);
  if (!sum) return damaged(folder / kZegel);
  if (*sum != sha256_hex(text)) return damaged(folder / kManifest);
  auto manifest = proto::backupmanifest_from_json(text);
  if (!manifest) {
    return Error{ErrorCode::foreign, "de back-up heeft een onbekend formaat: " + (folder / kManifest).string()};
  }
  if (manifest->backup.nummer != nummer) {
    return Error{ErrorCode::corrupt, "de back-up staat onder een ander nummer dan het zijne: " + folder.string()};
  }
  return *std::move(manifest);
}

Stored<proto::Backupmanifest> read_manifest(const fs::path& map, std::uint64_t nummer, const Zegel& zegel) {
  return read_manifest_in(backup_folder(map, nummer), nummer, zegel);
}

Stored<void> check_size(const fs::path& folder, const proto::Backupmanifest& manifest) {
  std::uint64_t bytes = 0;
  for (const auto& bestand : manifest.bestanden) {
    for (const auto& deel : bestand.delen) {
      std::error_code failed;
      const auto size = fs::file_size(folder / deel.naam, failed);
      if (failed) return damaged(folder / deel.naam);
      bytes += size;
    }
  }
  if (bytes != manifest.backup.bytes) return damaged(folder);
  return {};
}

bool is_backup(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / kManifest, ignored) || fs::exists(folder / kZegel, ignored);
}

fs::path backup_folder(const fs::path& map, std::uint64_t nummer) {
  constexpr std::size_t kDigits = 6;
  auto digits = std::to_string(nummer);
  if (digits.size() < kDigits) digits.insert(0, kDigits - digits.size(), '0');
  return map / digits;
}

Stored<std::string> read_deel(const fs::path& folder, const proto::Backupbestand::Deel& deel) {
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
