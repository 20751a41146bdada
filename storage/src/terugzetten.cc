#include "storage/terugzetten.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <system_error>

#include "audit_record.h"
#include "auditkopie.h"
#include "backupmanifest.h"
#include "cms.h"
#include "codec.h"
#include "crypto.h"
#include "database.h"
#include "database_backup.h"
#include "filehash.h"
#include "files.h"
#include "open_store.h"
#include "storage/audit.h"
#include "storage/hex.h"
#include "storage/register.h"
#include "terugzetting.h"

namespace vish::storage {
namespace {

namespace fs = std::filesystem;
using proto::Aansluitfase;

constexpr std::string_view kVishd = "vishd";
constexpr std::string_view kHandeling = "backup.restore";
constexpr std::string_view kAansluitingEnd = "aansluiting.end";
constexpr std::string_view kBevragerEnd = "bevrager.end";

/// Beside the folder of the database, on the same disk; gone with the object.
class Werkmap {
 public:
  explicit Werkmap(const fs::path& folder) : path_(fs::absolute(folder).lexically_normal()) {
    if (!path_.has_filename()) path_ = path_.parent_path();
    path_ += ".terugzetten";
  }
  ~Werkmap() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Werkmap(const Werkmap&) = delete;
  Werkmap& operator=(const Werkmap&) = delete;

  fs::path backup() const { return path_ / "backup"; }
  fs::path database() const { return path_ / "database"; }
  Stored<void> make() const {
    auto made = make_clean_folder(path_);
    if (made) made = make_empty_folder(backup());
    if (made) made = make_empty_folder(database());
    return made;
  }

 private:
  fs::path path_;
};

Stored<void> check_empty(const fs::path& folder) {
  std::error_code code;
  if (!fs::exists(folder, code) || (fs::is_directory(folder, code) && fs::is_empty(folder, code))) return {};
  return Error{ErrorCode::exists, "terugzetten kan alleen in een lege map: " + folder.string()};
}

/// A name from the manifest, which may not lead out of the folder.
bool stays_inside(const fs::path& name) {
  return name.is_relative() && !name.empty() &&
         std::none_of(name.begin(), name.end(), [](const fs::path& part) { return part == ".."; });
}

Stored<void> decrypt_file(const fs::path& from, const proto::Backupbestand& bestand, const Ontvangersleutel& sleutel,
                          const fs::path& into) {
  if (!stays_inside(bestand.naam)) return Error{ErrorCode::corrupt, "een naam in de back-up is ongeldig"};
  const auto path = into / bestand.naam;
  std::error_code code;
  fs::create_directories(path.parent_path(), code);
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (file.number() < 0) return os_error("aanmaken van bestand", path);
  Filehash hash;
  for (const auto& deel : bestand.delen) {
    const auto message = read_deel(from, deel);
    if (!message) return message.error();
    const auto plain = sleutel.decrypt(*message);
    if (!plain) return Error{plain.error().code, (from / deel.naam).string() + " " + plain.error().message};
    hash.update(*plain);
    if (auto written = write_all(file, *plain, path); !written) return written;
  }
  if (to_hex(hash.finish()) == bestand.sha256) return {};
  return Error{ErrorCode::corrupt, "de back-up is beschadigd: " + bestand.naam};
}

/// What came from the copy of the log.
struct Sindsdien {
  std::uint64_t regels = 0;
  std::vector<proto::Auditregel> handelingen;  ///< those by which operators changed something
};

/// Whether that act of an operator leaves something else than it found.
bool is_change(const Auditkop& kop) {
  constexpr std::array<std::string_view, 7> kChanging{"organisatie.", "aansluiting.", "bevrager.",   "convenant.",
                                                      "operator.",    "sleutel.",     "aanlevering."};
  return kop.actor != kVishd &&
         std::ranges::any_of(kChanging, [&](std::string_view kind) { return kop.handeling.starts_with(kind); });
}

/// Adds what the copy of the log has beyond the database.
Stored<Sindsdien> add_from_copy(Database& database, const std::string& database_id, const fs::path& kopie,
                                const Zegel& zegel) {
  Sindsdien added;
  if (kopie.empty()) return added;
  constexpr std::size_t kAtOnce = 1000;
  Ops ops;
  Stored<void> done;
  const auto flush = [&] {
    if (done) done = database.write(ops, true);
    ops.clear();
  };
  const auto read = read_beyond(kopie, database_id, database, [&](std::uint64_t volgnummer, std::string_view record) {
    const auto kop = decode_audit_head(volgnummer, record);
    if (!kop) {
      done = kop.error();
      return false;
    }
    ++added.regels;
    if (is_change(*kop)) {
      auto regel = decode_audit(volgnummer, record, zegel);
      if (!regel) {
        done = regel.error();
        return false;
      }
      added.handelingen.push_back(*std::move(regel));
    }
    ops.push_back({Cf::audit, audit_key(volgnummer), std::string(record)});
    if (ops.size() == kAtOnce) flush();
    return done.has_value();
  });
  if (!read) return read.error();
  flush();
  if (!done) return done.error();
  return added;
}

/// Of an aansluiting or bevrager.
bool is_end(const proto::Auditregel& regel) {
  return (regel.handeling == kAansluitingEnd || regel.handeling == kBevragerEnd) && regel.onderwerp;
}

/// Does again what the line tells; the phase that led to.
Stored<Aansluitfase> carry_out(Store& store, const proto::Auditregel& oud, proto::Tijdstip moment) {
  auto regel = oud;
  regel.tijdstip = moment;
  regel.reden = "opnieuw na terugzetten, zie regel " + std::to_string(oud.volgnummer);
  const proto::Fasewisseling end{Aansluitfase::beeindigd, *regel.reden, std::nullopt};
  if (oud.handeling == kBevragerEnd) {
    const auto moved = store.registry().move_bevrager(*oud.onderwerp, end, regel);
    if (!moved) return moved.error();
    return moved->fase;
  }
  const auto moved = store.registry().move_aansluiting(*oud.onderwerp, end, regel);
  if (!moved) return moved.error();
  return moved->fase;
}

/// As the lines tell that ended since the backup, each asked for and confirmed
/// by the same two persons.
Stored<std::vector<std::string>> end_again(Store& store, const std::vector<proto::Auditregel>& since,
                                           proto::Tijdstip moment) {
  std::vector<std::string> ended;
  for (const auto& oud : since) {
    if (!is_end(oud)) continue;
    const auto fase = carry_out(store, oud, moment);
    // Who came after the backup, or has ended by now, need not end.
    const bool needless =
        !fase && (fase.error().code == ErrorCode::missing || fase.error().code == ErrorCode::conflict);
    if (!fase && !needless) return fase.error();
    if (fase && *fase == Aansluitfase::beeindigd) ended.push_back(*oud.onderwerp);
  }
  return ended;
}

Stored<void> take_place(const fs::path& from, const fs::path& folder) {
  std::error_code code;
  fs::remove(folder, code);
  if (!code) fs::create_directories(fs::absolute(folder).lexically_normal().parent_path(), code);
  if (!code) fs::rename(from, folder, code);
  if (code) return Error{ErrorCode::io, "hernoemen van map: " + folder.string() + ": " + code.message()};
  return sync_folder(fs::absolute(folder).parent_path());
}

Stored<Teruggezet> finish(const proto::Backupgegevens& backup, const Terugzetopdracht& opdracht,
                          const StoreOptions& options, const fs::path& folder, Keyring keys) {
  auto inside = options;
  inside.folder = folder;
  inside.auditkopie.clear();
  const auto zegel = make_crypto(keys);
  auto database = Database::open(inside);
  if (!database) return database.error();
  if (auto whole = (*database)->verify(); !whole) return whole.error();
  auto since = add_from_copy(**database, backup.database_id, options.auditkopie, zegel->audit_zegel());
  if (!since) return since.error();
  const auto moment = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  Teruggezet result{{backup.nummer, backup.gemaakt_op, moment, since->regels}, {}, {}};
  if (auto noted = (*database)->write({put_terugzetting(result.terugzetting)}, true); !noted) return noted.error();
  const auto store = open_store(*std::move(database), inside, std::move(keys));
  if (!store) return store.error();
  if ((*store)->database_id() != backup.database_id || (*store)->audit().last() < backup.auditregels) {
    return Error{ErrorCode::corrupt, "de database in de back-up is niet die van het manifest"};
  }
  auto ended = end_again(**store, since->handelingen, moment);
  if (!ended) return ended.error();
  result.opnieuw_beeindigd = *std::move(ended);
  std::erase_if(since->handelingen, is_end);
  result.nog_te_doen = std::move(since->handelingen);
  proto::Auditregel regel;
  regel.tijdstip = moment;
  regel.handeling = kHandeling;
  regel.actor = kVishd;
  regel.uitkomst = "uitgevoerd";
  regel.onderwerp = std::to_string(opdracht.nummer);
  if (auto noted = (*store)->audit().append_and_wait({{std::move(regel)}, {}}); !noted) return noted.error();
  return result;
}

}  // namespace

Stored<Teruggezet> restore(const Terugzetopdracht& opdracht, const StoreOptions& options) {
  if (auto empty = check_empty(options.folder); !empty) return empty.error();
  auto keys = Keyring::load(opdracht.sleutelbos);
  if (!keys) return keys.error();
  const auto from = backup_folder(opdracht.doel, opdracht.nummer);
  const auto manifest = read_manifest(opdracht.doel, opdracht.nummer, make_crypto(*keys)->audit_zegel());
  if (!manifest) return manifest.error();
  const auto sleutel = Ontvangersleutel::load(opdracht.sleutel);
  if (!sleutel) return sleutel.error();
  const Werkmap werkmap(options.folder);
  if (auto made = werkmap.make(); !made) return made.error();
  for (const auto& bestand : manifest->bestanden) {
    if (auto done = decrypt_file(from, bestand, *sleutel, werkmap.backup()); !done) return done.error();
  }
  if (auto put = restore_database(werkmap.backup(), werkmap.database()); !put) return put.error();
  auto result = finish(manifest->backup, opdracht, options, werkmap.database(), *std::move(keys));
  if (!result) return result;
  if (auto placed = take_place(werkmap.database(), options.folder); !placed) return placed.error();
  return result;
}

}  // namespace vish::storage
