#include "server/app/workroom.h"

namespace vish::server {

Workroom::Place::Place(Workroom& room, std::string who) : room_(room), who_(std::move(who)) {
  const std::lock_guard lock(room_.mutex_);
  const auto found = room_.inside_of_.find(who_);
  const bool has_share = found != room_.inside_of_.end() && found->second >= room_.share_;
  if (has_share || room_.inside_ >= room_.most_) {
    throw Refusal{{proto::Foutcode::nietBeschikbaar, "Er wachten te veel verzoeken; probeer het zo opnieuw."}};
  }
  ++room_.inside_;
  ++room_.to_do_;
  ++room_.inside_of_[who_];
}

Workroom::Place::~Place() {
  const std::lock_guard lock(room_.mutex_);
  --room_.inside_;
  const auto found = room_.inside_of_.find(who_);
  if (--found->second == 0) room_.inside_of_.erase(found);
}

void Workroom::Place::work_done() const {
  const std::lock_guard lock(room_.mutex_);
  --room_.to_do_;
  ++room_.finished_;
}

bool Workroom::goes_on() {
  const std::lock_guard lock(mutex_);
  const bool moved = finished_ != seen_;
  seen_ = finished_;
  return moved || to_do_ < threads_;
}

}  // namespace vish::server
