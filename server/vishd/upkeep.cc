#include "server/vishd/upkeep.h"

#include <string>
#include <utility>

#include "base/calendar/clock.h"
#include "server/data/fair_use.h"
#include "server/data/geweigerde_vragen.h"
#include "server/jobs/verloop.h"
#include "server/log/log.h"
#include "storage/audit/audit.h"
#include "storage/delivery/leveringen.h"

namespace vish::server {
namespace {

/// Two threads: work that may take long leaves one for work that may not wait.
constexpr std::size_t kThreads = 2;
constexpr std::chrono::seconds kSchijfInterval{1};
constexpr std::chrono::seconds kLogInterval{5};

Recurring::Fault fault(std::string_view event) {
  return [event](std::string_view what) { log_event(Level::error, event, {{"reden", std::string(what)}}); };
}

}  // namespace

Upkeep::Upkeep(App& app, std::chrono::seconds herlezen, std::function<void()> review)
    : app_(app),
      pool_(kThreads),
      verloop_(
          pool_, kVerloopInterval,
          [this] {
            expire_held(app_.store, app_.metrics, now());
            or_throw(app_.store.leveringen().drop_old_refusals(now()));
          },
          fault("verlopen mislukt; over een minuut opnieuw")),
      herlezen_(pool_, herlezen, std::move(review), fault("intrekkingslijsten niet nagezien")),
      gebruiksboek_(
          pool_, kBoekInterval, [this] { app_.gebruiksboek.update(now()); },
          fault("gebruik bijwerken mislukt; over een minuut opnieuw")),
      weigeringen_(
          pool_, kWeigeringenInterval,
          [this] {
            record_refusals(app_, Gebruiker::Clock::now());
            record_counted_refusals(app_, Weigeringsboek::Clock::now());
          },
          fault("geweigerde vragen niet vastgelegd")),
      auditlog_(
          pool_, kBewaartermijnInterval, [this] { tend_audit_log(); },
          fault("auditlog niet bijgehouden; over een minuut opnieuw")),
      schijven_(
          pool_, kSchijfInterval, [this] { app_.store.look_at_disks(); }, fault("schijven niet nagezien")),
      backup_(
          app.backup_pool, kBackupInterval, [this] { rooster_.make_due(app_, now()); },
          fault("back-up niet gemaakt; over een minuut opnieuw")),
      logboek_(
          pool_, kLogInterval, [] { log_numbers(); }, fault("aantallen niet gelogd")) {}

std::array<Recurring*, 8> Upkeep::tasks() {
  return {&verloop_, &herlezen_, &gebruiksboek_, &weigeringen_, &auditlog_, &schijven_, &backup_, &logboek_};
}

void Upkeep::start() {
  for (auto* task : tasks()) task->start();
}

void Upkeep::stop() {
  for (auto* task : tasks()) task->stop();
  app_.store.audit().stop();
  app_.store.backups().stop();
}

/// Does one after the other: both may take long, and may take one thread only.
void Upkeep::tend_audit_log() {
  or_throw(app_.store.audit().note_personen());
  const auto jaren = app_.instellingen.now()->verantwoording.bewaartermijn_jaren;
  opruiming_.remove_past_term(app_.store, now(), jaren, Auditopruiming::Clock::now());
}

}  // namespace vish::server
