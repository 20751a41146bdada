#include "server/jobs/bewaartermijn.h"

#include <algorithm>
#include <string>

#include "base/calendar/clock.h"
#include "server/app/app.h"
#include "server/log/log.h"
#include "storage/audit/audit.h"

namespace vish::server {
namespace {

Tijdstip start_of_day_after(Tijdstip moment) {
  return amsterdam_moment(Datum(amsterdam_day(moment).day() + std::chrono::days(1)), std::chrono::minutes(0));
}

}  // namespace

Tijdstip kept_from(Tijdstip nu, std::uint64_t jaren) {
  const std::chrono::year_month_day today(amsterdam_day(nu).day());
  // Of 29 February in a year without that day this makes the first of March.
  const std::chrono::sys_days first_kept(today - std::chrono::years(jaren));
  return amsterdam_moment(Datum(first_kept), std::chrono::minutes(0));
}

void Auditopruiming::remove_past_term(storage::Store& store, Tijdstip nu, std::uint64_t jaren,
                                      Clock::time_point passed) {
  auto regel = own_line(proto::Handeling::audit_expire);
  regel.tijdstip = nu;
  regel.uitkomst = proto::Uitkomst::uitgevoerd;
  auto& audit = store.audit();
  const auto termijn = or_throw(audit.keep_for(jaren, regel));
  if (!begun_ || passed - *begun_ >= kEachDay) {
    const auto oldest = or_throw(audit.oldest());
    begun_ = passed;
    end_ = start_of_day_after(oldest.value_or(nu));
  }
  const auto before = std::min(kept_from(nu, termijn.jaren), end_);
  const auto removed = or_throw(audit.remove_before(before, regel));
  if (removed == 0) return;
  log_event(Level::info, "auditregels voorbij hun bewaartermijn verwijderd", {{"regels", std::to_string(removed)}});
}

}  // namespace vish::server
