#include "app/verloop.h"

#include <string>

#include "app/log.h"
#include "storage/leveringen.h"

namespace vish::server {

void expire_held(storage::Store& store, Metrics& metrics, proto::Tijdstip moment) {
  const auto expired = storage::or_throw(store.leveringen().expire(moment));
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
