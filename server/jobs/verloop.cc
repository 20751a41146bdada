#include "server/jobs/verloop.h"

#include <string>

#include "server/log/log.h"
#include "storage/delivery/leveringen.h"

namespace vish::server {

void expire_held(storage::Store& store, Metrics& metrics, Tijdstip moment) {
  const auto expired = or_throw(store.leveringen().expire(moment));
  for (const auto& rapport : expired) {
    metrics.aanlevering(rapport.status);
    log_event(Level::info, "aanlevering",
              {{"aansluitcode", rapport.aansluitcode},
               {"aanleveringId", rapport.aanlevering_id},
               {"peildatum", rapport.peildatum.text()},
               {"status", std::string(to_text(rapport.status))}});
  }
  log_event(Level::debug, "vastgehouden nagekeken", {{"verlopen", std::to_string(expired.size())}});
}

}  // namespace vish::server
