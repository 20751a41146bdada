#include "server/jobs/backup.h"

#include "base/calendar/clock.h"
#include "server/log/log.h"
#include "storage/audit/audit.h"

namespace vish::server {
namespace {

constexpr std::chrono::hours kTryAgain{1};

}  // namespace

std::optional<storage::Backupplaats> backup_place(const Backupinstellingen& instellingen) {
  if (instellingen.doel.empty()) return std::nullopt;
  return storage::Backupplaats{instellingen.doel, instellingen.ontvangers, instellingen.bewaren};
}

Stored<storage::Backup> make_backup(App& app, const storage::Backupplaats& plaats, proto::Auditregel regel) {
  auto made = app.store.backups().create(plaats, regel.tijdstip);
  regel.uitkomst = made ? proto::Uitkomst::uitgevoerd : proto::Uitkomst::mislukt;
  if (made) {
    app.last_backup.store(std::make_shared<const storage::Backup>(*made));
    regel.onderwerp = std::to_string(made->nummer);
    log_event(Level::info, "back-up gemaakt", {{"nummer", *regel.onderwerp}});
  } else {
    app.metrics.backup_failures.Increment();
    log_event(Level::error, "back-up mislukt", {{"reden", made.error().message}});
  }
  const auto noted = app.store.audit().append_and_wait({{std::move(regel)}, std::nullopt});
  if (made && !noted) return noted.error();
  return made;
}

bool backup_is_due(Tijdstip nu, std::uint64_t uur, std::optional<Tijdstip> last, std::optional<Tijdstip> tried) {
  const auto due = amsterdam_moment(amsterdam_day(nu), std::chrono::hours(uur));
  const auto within = [nu](std::optional<Tijdstip> moment, Tijdstip since) {
    return moment && since <= *moment && *moment <= nu;
  };
  return due <= nu && !within(last, due) && !within(tried, nu - kTryAgain);
}

void Backuprooster::make_due(App& app, Tijdstip nu) {
  const auto config = app.instellingen.now();
  const auto plaats = backup_place(config->backup);
  if (!plaats) return app.last_backup.store(nullptr);
  const auto last = or_throw(app.store.backups().newest(plaats->doel));
  app.last_backup.store(last ? std::make_shared<const storage::Backup>(*last) : nullptr);
  const auto made = last ? std::optional(last->gemaakt_op) : std::nullopt;
  if (!backup_is_due(nu, config->backup.uur, made, tried_)) return;
  tried_ = nu;
  static_cast<void>(make_backup(app, *plaats, own_line(proto::Handeling::backup_create)));
}

}  // namespace vish::server
