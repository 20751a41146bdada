#include "storage/backup/backupschrijver.h"

#include <sys/stat.h>

#include <fstream>
#include <utility>

#include "base/core/files.h"
#include "base/core/hex.h"
#include "base/core/try.h"
#include "storage/backup/manifest_file.h"
#include "storage/crypto/filehash.h"

namespace vish::storage {
namespace {

constexpr std::size_t kDeel = std::size_t{8} << 20U;

}  // namespace

Stored<proto::Backupbestand> Backupschrijver::write(const std::filesystem::path& file, std::string naam) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Error{ErrorCode::io, "lezen van bestand: " + file.string()};
  proto::Backupbestand bestand{std::move(naam), {}, {}};
  Filehash hash;
  std::string plain;
  do {
    plain.resize(kDeel);
    in.read(plain.data(), static_cast<std::streamsize>(plain.size()));
    if (in.bad()) return Error{ErrorCode::io, "lezen van bestand: " + file.string()};
    plain.resize(static_cast<std::size_t>(in.gcount()));
    hash.update(plain);
    TRY(write_deel(plain, bestand));
  } while (!in.eof());
  bestand.sha256 = to_hex(hash.finish());
  return bestand;
}

Stored<void> Backupschrijver::write_deel(std::string_view plain, proto::Backupbestand& bestand) {
  if (auto going = may_go_on_(); !going) return going;
  pace_.await_turn(plain.size());
  const auto message = TRY(ontvangers_.encrypt(plain));
  auto naam = std::to_string(++delen_) + ".cms";
  auto written = write_durably(folder_ / naam, message, S_IRUSR | S_IWUSR);
  bytes_ += message.size();
  bestand.delen.push_back({std::move(naam), sha256_hex(message)});
  return written;
}

}  // namespace vish::storage
