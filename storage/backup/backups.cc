#include "storage/backup/backups.h"

#include <algorithm>
#include <span>
#include <system_error>

#include "base/core/files.h"
#include "base/core/try.h"
#include "storage/backup/backupmap.h"
#include "storage/backup/backupschrijver.h"
#include "storage/backup/manifest_file.h"
#include "storage/database/database_backup.h"
#include "storage/engine/engine.h"

namespace vish::storage {
namespace {

namespace fs = std::filesystem;

Error failed(std::string_view what, const fs::path& path, const std::error_code& code) {
  return {ErrorCode::io, std::string(what) + ": " + path.string() + ": " + code.message()};
}

Stored<std::vector<fs::path>> files_under(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code code;
  for (fs::recursive_directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
    if (at->is_regular_file()) files.push_back(at->path());
  }
  if (code) return failed("lezen van map", folder, code);
  std::ranges::sort(files);
  return files;
}

/// Removes a folder when it is destroyed.
class Scratch {
 public:
  explicit Scratch(fs::path folder) : folder_(std::move(folder)) {}
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

 private:
  fs::path folder_;
};

}  // namespace

Stored<Backup> Backups::create(const Backupplaats& plaats, Tijdstip moment) {
  const std::lock_guard lock(making_);
  const auto numbers = TRY(numbers_in(plaats.doel));
  TRY(check_place(plaats.doel, numbers));
  sweep_backups(plaats.doel);
  auto made = make(plaats, next_number(plaats.doel, numbers), moment);
  if (!made) return made;
  auto place = TRY(remember_doel(plaats.doel, engine_.database()));
  auto kept = place.empty() ? Stored<void>() : engine_.committer().submit_and_wait(std::move(place), {});
  if (kept) kept = prune(plaats);
  if (!kept) return kept.error();
  return made;
}

Stored<void> Backups::check_place(const fs::path& doel, const std::vector<std::uint64_t>& numbers) const {
  if (auto there = check_doel(doel, !numbers.empty(), engine_.database()); !there) return there;
  for (const auto nummer : numbers) {
    const auto backup = look_at(doel, nummer);
    if (!backup.fout && backup.database_id != database_id_) {
      return Error{ErrorCode::foreign, "in deze map staan back-ups van een andere database: " + doel.string()};
    }
  }
  std::error_code ignored;
  return fs::exists(doel, ignored) ? Stored<void>() : make_empty_folder(doel);
}

Stored<Backup> Backups::make(const Backupplaats& plaats, std::uint64_t nummer, Tijdstip moment) {
  const auto ontvangers = TRY(Ontvangers::load(plaats.ontvangers));
  auto& database = engine_.database();
  proto::Backupmanifest manifest;
  manifest.backup = {nummer, moment, database_id_, engine_.committer().last_volgnummer(), 0};
  const auto plain = database.backup_folder();
  const Scratch no_plain(plain);
  const Database::GoOn may_go_on = [&]() -> Stored<void> {
    auto going = check_stopping();
    return going ? database.check_backup_room(plaats.doel, 0, 0) : going;
  };
  constexpr std::uint64_t kTimes = 3;
  Counted counted(made_, std::max<std::uint64_t>(kTimes * database.bytes(), 1));
  const Database::GoOn copies_on = [&] {
    counted.add(Database::kBackupStep);
    return may_go_on();
  };
  TRY(database.back_up(plaats.doel, copies_on));

  auto unfinished = backup_folder(plaats.doel, nummer);
  unfinished += kUnfinished;
  const Scratch no_half(unfinished);
  TRY(make_empty_folder(unfinished));
  const auto files = TRY(files_under(plain));
  Backupschrijver schrijver(unfinished, ontvangers, database.pace(), may_go_on);
  for (const auto& file : files) {
    // Backups of a damaged database would push out the good backups.
    TRY(verify_table(file));
    const auto before = schrijver.bytes();
    manifest.bestanden.push_back(TRY(schrijver.write(file, fs::relative(file, plain).string())));
    counted.add(schrijver.bytes() - before);
  }
  manifest.backup.bytes = schrijver.bytes();
  auto written = write_manifest(unfinished, manifest, engine_.crypto()->audit_zegel());
  if (written) written = sync_folder(unfinished);
  if (!written) return written.error();
  return accept(plaats.doel, nummer, unfinished, counted);
}

Stored<Backup> Backups::accept(const fs::path& doel, std::uint64_t nummer, const fs::path& unfinished,
                               Counted& counted) const {
  auto manifest = read_manifest_in(unfinished, nummer, engine_.crypto()->audit_zegel());
  if (!manifest) return manifest.error();
  auto good = read_back(unfinished, *std::move(manifest), counted);
  if (!good) return good;
  const auto folder = backup_folder(doel, nummer);
  std::error_code code;
  fs::rename(unfinished, folder, code);
  if (code) return failed("hernoemen van map", unfinished, code);
  if (auto synced = sync_folder(doel); !synced) {
    fs::remove_all(folder, code);
    return synced.error();
  }
  return good;
}

Stored<void> Backups::prune(const Backupplaats& plaats) const {
  auto backups = TRY(list(plaats.doel));
  std::erase_if(backups, [](const Backup& backup) { return backup.fout.has_value(); });
  const auto too_many = backups.size() - std::min(backups.size(), plaats.bewaren);
  for (const auto& backup : std::span(backups).first(too_many)) {
    const auto folder = backup_folder(plaats.doel, backup.nummer);
    auto going = folder;
    going += kGoing;
    std::error_code code;
    fs::rename(folder, going, code);
    if (!code) fs::remove_all(going, code);
    if (code) return failed("verwijderen van een oude back-up", folder, code);
  }
  return {};
}

Backup Backups::look_at(const fs::path& doel, std::uint64_t nummer) const {
  const auto folder = backup_folder(doel, nummer);
  auto manifest = read_manifest_in(folder, nummer, engine_.crypto()->audit_zegel());
  auto whole = manifest ? check_size(folder, *manifest) : Stored<void>(manifest.error());
  if (whole) return {std::move(manifest->backup), std::nullopt};
  Backup broken;
  broken.nummer = nummer;
  broken.fout = whole.error().message;
  return broken;
}

Stored<std::vector<Backup>> Backups::list(const fs::path& doel) const {
  const auto numbers = TRY(numbers_in(doel));
  std::vector<Backup> backups;
  backups.reserve(numbers.size());
  for (const auto nummer : numbers) backups.push_back(look_at(doel, nummer));
  return backups;
}

Stored<std::optional<Backup>> Backups::newest(const fs::path& doel) const {
  auto numbers = TRY(numbers_in(doel));
  std::ranges::reverse(numbers);
  for (const auto nummer : numbers) {
    auto backup = look_at(doel, nummer);
    if (!backup.fout) return std::optional(std::move(backup));
  }
  return std::optional<Backup>();
}

Stored<Backup> Backups::verify(const fs::path& doel, std::uint64_t nummer) {
  auto manifest = TRY(read_manifest(doel, nummer, engine_.crypto()->audit_zegel()));
  Counted counted(verified_, std::max<std::uint64_t>(manifest.backup.bytes, 1));
  return read_back(backup_folder(doel, nummer), std::move(manifest), counted);
}

Stored<Backup> Backups::read_back(const fs::path& folder, proto::Backupmanifest manifest, Counted& counted) const {
  for (const auto& bestand : manifest.bestanden) {
    for (const auto& deel : bestand.delen) {
      TRY(check_stopping());
      counted.add(TRY(read_deel(folder, deel)).size());
    }
  }
  return Backup{std::move(manifest.backup), std::nullopt};
}

Stored<void> Backups::check_stopping() const {
  if (stopping_) return Error{ErrorCode::unavailable, "de server stopt"};
  return {};
}

Stored<void> check_ontvangers(const fs::path& ontvangers) {
  const auto loaded = TRY(Ontvangers::load(ontvangers));
  TRY(loaded.encrypt("proef"));
  return {};
}

}  // namespace vish::storage
