#include "app/bewaartermijn.h"

#include <string>

#include "app/app.h"
#include "app/kalender.h"
#include "app/log.h"
#include "storage/audit.h"

namespace vish::server {

proto::Tijdstip kept_from(proto::Tijdstip nu, std::uint64_t jaren) {
  const std::chrono::year_month_day today(amsterdam_day(nu).day());
  // Of 29 February in a year without that day this makes the first of March.
  const std::chrono::sys_days first_kept(today - std::chrono::years(jaren));
  return amsterdam_moment(proto::Datum(first_kept), std::chrono::minutes(0));
}

void remove_past_term(storage::Store& store, proto::Tijdstip nu, std::uint64_t jaren) {
  auto regel = own_line("audit.expire");
  regel.tijdstip = nu;
  regel.uitkomst = "uitgevoerd";
  const auto removed = storage::or_throw(store.audit().remove_before(kept_from(nu, jaren), regel));
  if (removed == 0) return;
  log_event(Level::info, "auditregels voorbij hun bewaartermijn verwijderd", {{"regels", std::to_string(removed)}});
}

}  // namespace vish::server
