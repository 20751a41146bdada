#include "server/app/workroom.h"

namespace vish::server {

std::shared_ptr<SharedPlaces::Place> Workroom::require_place(const std::string& who) {
  std::shared_ptr<SharedPlaces::Place> place = places_.take(who);
  if (place) return place;
  throw Refusal{{proto::Foutcode::nietBeschikbaar, "Er wachten te veel verzoeken; probeer het zo opnieuw."}};
}

bool Workroom::goes_on() {
  const auto finished = finished_.load();
  const bool moved = finished != std::exchange(seen_, finished);
  return moved || to_do_.load() < threads_;
}

}  // namespace vish::server
