#include "server/beheer/lezing.h"

#include <utility>

#include "storage/audit/audit.h"

namespace vish::server {

void record_reading(const OperatorRequest& work, Leestempo& tempo, proto::Auditregel regel) {
  const auto wait = tempo.take(work.door.vingerafdruk, Leestempo::Clock::now());
  if (wait) {
    throw Refusal{{proto::Foutcode::teVeelVragen,
                   "Van u zijn te veel lezingen achter elkaar vast te leggen; probeer het na Retry-After seconden "
                   "opnieuw."},
                  wait};
  }
  require(work.app.store.audit().append_and_wait({{std::move(regel)}, std::nullopt}));
}

}  // namespace vish::server
