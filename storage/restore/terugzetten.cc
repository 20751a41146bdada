#include "storage/restore/terugzetten.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <system_error>

#include "base/core/files.h"
#include "base/core/hex.h"
#include "base/core/try.h"
#include "storage/audit/audit.h"
#include "storage/backup/manifest_file.h"
#include "storage/crypto/cms.h"
#include "storage/crypto/crypto.h"
#include "storage/crypto/filehash.h"
#include "storage/database/database.h"
#include "storage/database/database_backup.h"
#include "storage/ledger/kopiemap.h"
#include "storage/registry/register.h"
#include "storage/restore/since_backup.h"
#include "storage/stand/terugzetting.h"
#include "storage/store/open_store.h"

namespace vish::storage {
namespace {

namespace fs = std::filesystem;

/// A working folder beside the folder of the database, on the same disk; the destructor removes it. A lock on it keeps
/// out a second restore.
class Werkmap {
 public:
  explicit Werkmap(const fs::path& folder) : path_(folder.string() + ".terugzetten") {}
  ~Werkmap() {
    std::error_code ignored;
    if (around_) fs::remove_all(path_, ignored);
  }
  Werkmap(const Werkmap&) = delete;
  Werkmap& operator=(const Werkmap&) = delete;

  fs::path backup() const { return path_ / "backup"; }
  fs::path database() const { return path_ / "database"; }
  Stored<void> make() {
    const auto around = path_.parent_path();
    std::error_code code;
    fs::create_directories(around, code);
    auto lock = std::make_unique<Descriptor>(::open(around.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (lock->number() < 0) return os_error("openen van map", around);
    if (::flock(lock->number(), LOCK_EX | LOCK_NB) != 0) {
      return Error{ErrorCode::busy, "in " + around.string() + " wordt al een back-up teruggezet"};
    }
    around_ = std::move(lock);
    auto made = make_clean_folder(path_);
    if (made) made = make_empty_folder(backup());
    if (made) made = make_empty_folder(database());
    return made;
  }

 private:
  fs::path path_;
  std::unique_ptr<Descriptor> around_;
};

/// Returns the place of the database, with symbolic links followed and without a slash at the end.
fs::path real_place(const fs::path& folder) {
  std::error_code code;
  auto place = fs::weakly_canonical(fs::absolute(folder), code);
  if (code) place = fs::absolute(folder).lexically_normal();
  return place.has_filename() ? place : place.parent_path();
}

Stored<void> check_empty(const fs::path& folder) {
  std::error_code code;
  if (!fs::exists(folder, code) || (fs::is_directory(folder, code) && fs::is_empty(folder, code))) return {};
  return Error{ErrorCode::exists, "terugzetten kan alleen in een lege map: " + folder.string()};
}

/// Refuses a folder on which a disk is mounted: the database is made beside its folder and then renamed to it.
Stored<void> check_not_mounted(const fs::path& folder) {
  struct stat own {};
  struct stat around {};
  const auto parent = folder.parent_path();
  if (::stat(folder.c_str(), &own) != 0 || ::stat(parent.c_str(), &around) != 0 || own.st_dev == around.st_dev)
    return {};
  return Error{ErrorCode::conflict, "op " + folder.string() +
                                        " is een schijf aangekoppeld, en daar kan de database niet " +
                                        "in één keer komen: koppel haar aan op " + parent.string() +
                                        ", of kies met opslag.map een map op die schijf"};
}

/// Whether a name from the manifest stays inside the folder.
bool stays_inside(const fs::path& name) {
  return name.is_relative() && !name.empty() &&
         std::none_of(name.begin(), name.end(), [](const fs::path& part) { return part == ".."; });
}

/// `passed` hears of the bytes of each part.
Stored<void> decrypt_file(const fs::path& from, const proto::Backupbestand& bestand, const Ontvangersleutel& sleutel,
                          const fs::path& into, const std::function<void(std::uint64_t)>& passed) {
  if (!stays_inside(bestand.naam)) return Error{ErrorCode::corrupt, "een naam in de back-up is ongeldig"};
  const auto path = into / bestand.naam;
  std::error_code code;
  fs::create_directories(path.parent_path(), code);
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (file.number() < 0) return os_error("aanmaken van bestand", path);
  Filehash hash;
  for (const auto& deel : bestand.delen) {
    const auto message = TRY(read_deel(from, deel));
    const auto plain = sleutel.decrypt(message);
    if (!plain) return Error{plain.error().code, (from / deel.naam).string() + " " + plain.error().message};
    hash.update(*plain);
    if (auto written = write_all(file, *plain, path); !written) return written;
    passed(message.size());
  }
  if (to_hex(hash.finish()) == bestand.sha256) return {};
  return Error{ErrorCode::corrupt, "de back-up is beschadigd: " + bestand.naam};
}

Stored<void> decrypt(const fs::path& from, const proto::Backupmanifest& manifest, const Ontvangersleutel& sleutel,
                     const fs::path& into, const Progress& progress) {
  std::uint64_t done = 0;
  const auto passed = [&](std::uint64_t bytes) {
    progress("Back-up ontcijferen", done += bytes, manifest.backup.bytes);
  };
  for (const auto& bestand : manifest.bestanden) {
    if (auto decrypted = decrypt_file(from, bestand, sleutel, into, passed); !decrypted) return decrypted;
  }
  return {};
}

Stored<void> take_place(const fs::path& from, const fs::path& folder) {
  std::error_code code;
  fs::remove(folder, code);
  if (!code) fs::rename(from, folder, code);
  if (code) return Error{ErrorCode::io, "hernoemen van map: " + folder.string() + ": " + code.message()};
  return sync_folder(folder.parent_path());
}

proto::Auditregel own_line(std::uint64_t nummer, Tijdstip moment) {
  proto::Auditregel regel;
  regel.tijdstip = moment;
  regel.handeling = proto::Handeling::backup_restore;
  regel.actor = kVishd;
  regel.uitkomst = proto::Uitkomst::uitgevoerd;
  regel.onderwerp = std::to_string(nummer);
  return regel;
}

Stored<Teruggezet> finish(const proto::Backupgegevens& backup, const Terugzetopdracht& opdracht,
                          const StoreOptions& options, const fs::path& folder, Keyring keys, const Progress& progress) {
  auto inside = options;
  inside.folder = folder;
  inside.auditkopie.clear();
  auto database = TRY(Database::open(inside));
  progress("Database nalezen", 0, 0);
  TRY(database->verify());
  const auto moment = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  progress("Verantwoording aanvullen", 0, 0);
  auto since = TRY(add_from_copy(*database, backup.database_id, options, keys));
  TRY(learn_newer_keys(*database, keys, moment));
  Teruggezet result{{backup.nummer, backup.gemaakt_op, moment, since.regels}, {}, {}, {}};
  TRY(database->write({put_terugzetting(result.terugzetting)}, true));
  const auto store = TRY(open_store(std::move(database), inside, std::move(keys)));
  if (store->database_id() != backup.database_id || store->audit().last() < backup.auditregels) {
    return Error{ErrorCode::corrupt, "de database in de back-up is niet die van het manifest"};
  }
  TRY(carry_out_again(*store, std::move(since.handelingen), moment, result));
  auto lapsed = own_line(opdracht.nummer, moment);
  lapsed.reden = "het verzoek aan een tweede persoon is vervallen";
  auto withdrawn = TRY(store->registry().withdraw_all(std::move(lapsed)));
  result.ingetrokken = std::move(withdrawn);
  auto noted = store->audit().append_and_wait({{own_line(opdracht.nummer, moment)}, {}});
  if (!noted) return noted.error();
  return result;
}

}  // namespace

Stored<Teruggezet> restore(const Terugzetopdracht& opdracht, const StoreOptions& options, const Progress& progress) {
  const auto folder = real_place(options.folder);
  TRY(check_empty(folder));
  TRY(check_not_mounted(folder));
  TRY(find_copy(options.auditkopie));
  auto keys = TRY(Keyring::load(opdracht.sleutelbos));
  const auto from = backup_folder(opdracht.doel, opdracht.nummer);
  const auto manifest = TRY(read_manifest(opdracht.doel, opdracht.nummer, make_crypto(keys)->audit_zegel()));
  const auto sleutel = TRY(Ontvangersleutel::load(opdracht.sleutel));
  Werkmap werkmap(folder);
  TRY(werkmap.make());
  TRY(decrypt(from, manifest, sleutel, werkmap.backup(), progress));
  progress("Database terugzetten", 0, 0);
  TRY(restore_database(werkmap.backup(), werkmap.database()));
  auto result = finish(manifest.backup, opdracht, options, werkmap.database(), std::move(keys), progress);
  if (!result) return result;
  TRY(take_place(werkmap.database(), folder));
  return result;
}

}  // namespace vish::storage
