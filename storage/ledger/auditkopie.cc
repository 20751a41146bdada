#include "storage/ledger/auditkopie.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <system_error>

#include "base/core/codec.h"
#include "base/core/try.h"
#include "storage/ledger/kopiebestand.h"
#include "storage/ledger/kopiemap.h"
#include "storage/ledger/ledger_ends.h"

namespace vish::storage {
namespace {

namespace fs = std::filesystem;

/// The key, in the default column family, of the place of the copy of this database.
constexpr std::string_view kPlaats = "auditkopie";

/// Returns the month of an audit record in UTC, which is the same on every machine, so that reading the copy needs no
/// time zone.
std::chrono::year_month month_of(std::string_view record) {
  const Tijdstip moment(std::chrono::milliseconds(Decoder(record).i64()));
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(moment));
  return day.year() / day.month();
}

Stored<void> cut(const fs::path& path, std::size_t bytes) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file.number() < 0 || ::ftruncate(file.number(), static_cast<off_t>(bytes)) != 0 || ::fsync(file.number()) != 0) {
    return os_error("afkorten van bestand", path);
  }
  return {};
}

fs::path full_path(const fs::path& folder) { return fs::absolute(folder).lexically_normal(); }

Stored<std::optional<fs::path>> newest_file(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::exists(folder, ignored)) return std::optional<fs::path>();
  const auto found = TRY(kopiebestanden(folder));
  return found.empty() ? std::optional<fs::path>() : std::optional(found.back());
}

/// Refuses where the database had a copy in this folder and the copy is gone.
Stored<void> check_place(const fs::path& folder, bool begun, const Database& database) {
  const auto known = TRY(database.get(Cf::meta, kPlaats));
  if (begun || known != folder.string()) return {};
  return Error{ErrorCode::missing, "de kopie van de verantwoording is er niet meer: " + folder.string() +
                                       " (is de schijf aangekoppeld? begin een nieuwe kopie in een andere map)"};
}

void warn_of_same_disk(const StoreOptions& options) {
  if (on_same_disk(options.auditkopie, options.folder)) {
    options.log(LogLevel::warn, "de kopie van de verantwoording staat op dezelfde schijf als de database");
  }
}

Error older_database(const fs::path& file) {
  return {ErrorCode::conflict, "de database mist regels van haar verantwoording die " + file.string() +
                                   " wel heeft: dit is een oudere database"};
}

}  // namespace

Stored<std::unique_ptr<Auditkopie>> Auditkopie::open(const StoreOptions& options, const std::string& database_id,
                                                     Database& database, const Crypto& crypto) {
  const auto folder = full_path(options.auditkopie);
  std::error_code ignored;
  const auto newest = TRY(newest_file(folder));
  TRY(check_place(folder, newest.has_value(), database));
  if (!fs::exists(folder, ignored)) {
    TRY(make_empty_folder(folder));
  }
  warn_of_same_disk(options);
  std::unique_ptr<Auditkopie> kopie(new Auditkopie(options, kopie_head(database_id)));
  std::uint64_t last = 0;
  if (newest) {
    const auto mended = TRY(kopie->mend(*newest, database_id, database, crypto, options));
    last = mended;
  }
  if (auto added = kopie->catch_up(last, database, crypto.kopie().front(), options.goes_on); !added)
    return added.error();
  if (!kopie->file_) {
    TRY(kopie->begin_file(1));
  }
  auto noted = database.write({{Cf::meta, std::string(kPlaats), folder.string()}}, true);
  if (!noted) return noted.error();
  return kopie;
}

Stored<void> Auditkopie::check(const fs::path& folder, const std::string& database_id, const Database& database) {
  const auto full = full_path(folder);
  const auto newest = TRY(newest_file(full));
  TRY(check_place(full, newest.has_value(), database));
  if (!newest) return {};
  const auto bytes = TRY(read_file(*newest));
  const LockedVector<Kopiesleutel> none;
  const auto opened = Kopielezer::open(bytes, database_id, none);
  if (!opened) return Error{opened.error().code, opened.error().message + ": " + newest->string()};
  return {};
}

Stored<std::uint64_t> Auditkopie::mend(const fs::path& file, const std::string& database_id, const Database& database,
                                       const Crypto& crypto, const StoreOptions& options) {
  const auto in_database = TRY(last_volgnummer(database));
  const auto bytes = TRY(read_file(file));
  auto lezer = Kopielezer::open(bytes, database_id, crypto.kopie());
  if (!lezer) return Error{lezer.error().code, lezer.error().message + ": " + file.string()};
  std::optional<Kopieregel> regel;
  while (const auto next = lezer->next()) regel = next;
  const auto last = regel ? regel->volgnummer : first_line_of(file) - 1;
  const auto stored = TRY(database.get(Cf::audit, audit_key(last)));
  if (last != 0 && (!stored || (regel && *stored != regel->record))) return older_database(file);
  const auto good = lezer->good();
  if (good < bytes.size()) {
    // The lines behind the damage are in the database too; if they are not, this copy is the only place that has them.
    if (const auto later = lezer->skip_damage(); later && *later > in_database) return older_database(file);
    options.log(LogLevel::warn, "de kopie van de verantwoording wordt hersteld: " + file.string());
    TRY(cut(file, good));
  }
  TRY(open_file(file, good));
  // A crash before a sync may have left lines that can be read and are not on disk.
  if (::fsync(file_->number()) != 0) return os_error("wegschrijven van bestand", file);
  return last;
}

Stored<void> Auditkopie::catch_up(std::uint64_t last, const Database& database, const Kopiesleutel& sleutel,
                                  const std::function<void()>& goes_on) {
  constexpr std::size_t kAtOnce = std::size_t{1} << 20U;
  const auto newest = TRY(database.get(Cf::audit, audit_key(last)));
  if (newest) month_ = month_of(*newest);
  std::string frames;
  std::uint64_t first = 0;
  Stored<void> added;
  const auto flush = [&] {
    if (!frames.empty()) added = append(first, frames);
    frames.clear();
    goes_on();
  };
  const auto scanned =
      database.scan_from(Cf::audit, audit_key(last + 1), [&](std::string_view key, std::string_view value) {
        const auto volgnummer = Decoder(key).u64();
        if (!frames.empty() && month_of(value) != month_of(first_record(frames))) flush();
        if (frames.empty()) first = volgnummer;
        if (added) put_kopieregel(frames, volgnummer, value, sleutel);
        if (frames.size() >= std::min(kAtOnce, max_bytes_)) flush();
        return added.has_value();
      });
  if (!scanned) return scanned;
  if (added) flush();
  return added;
}

Stored<void> Auditkopie::append(std::uint64_t first, std::string_view frames) {
  const auto month = month_of(first_record(frames));
  if (!file_ || bytes_ >= max_bytes_ || (month_ && *month_ != month)) {
    if (auto begun = begin_file(first); !begun) return begun;
  }
  month_ = month;
  bytes_ += frames.size();
  return write_all(*file_, frames, path_);
}

Stored<void> Auditkopie::begin_file(std::uint64_t first) {
  const auto path = kopiebestand(folder_, first);
  const auto unfinished = fs::path(path).replace_extension(".nieuw");
  std::error_code failed;
  fs::remove(unfinished, failed);
  if (auto written = write_durably(unfinished, head_, S_IRUSR | S_IWUSR); !written) return written;
  fs::rename(unfinished, path, failed);
  if (failed) return Error{ErrorCode::io, "hernoemen van bestand: " + unfinished.string() + ": " + failed.message()};
  if (auto synced = sync_folder(folder_); !synced) return synced;
  return open_file(path, head_.size());
}

Stored<void> Auditkopie::open_file(const fs::path& file, std::size_t bytes) {
  auto opened = std::make_unique<Descriptor>(::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
  if (opened->number() < 0) return os_error("openen van bestand", file);
  path_ = file;
  bytes_ = bytes;
  file_ = std::move(opened);
  return {};
}

}  // namespace vish::storage
