#include "server/scheduling/shared_places.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace vish::server {

SharedPlaces::Place::Place(SharedPlaces& places, std::string who, std::function<void()> cut_off)
    : places_(places), who_(std::move(who)), cut_off_(std::move(cut_off)) {}

SharedPlaces::Place::~Place() {
  const std::lock_guard lock(places_.mutex_);
  if (taken_) places_.remove(*this);
}

std::unique_ptr<SharedPlaces::Place> SharedPlaces::take(const std::string& who, std::function<void()> cut_off) {
  auto place = std::make_unique<Place>(*this, who, std::move(cut_off));
  std::unique_lock lock(mutex_);
  if (!make_room(who)) {
    place->taken_ = false;
    lock.unlock();
    return nullptr;
  }
  auto& own = owners_[who];
  place->number_ = ++taken_;
  place->entry_ = own.insert(own.end(), place.get());
  ++inside_;
  return place;
}

/// Returns whether there is a place for one more of `who`, if need be after another place was cut off.
bool SharedPlaces::make_room(const std::string& who) {
  if (when_full_ == WhenFull::oldest_goes) trim(who);
  const auto has = count(who);
  if (has < bounds_.each || when_full_ == WhenFull::oldest_goes) {
    if (inside() < bounds_.all) return true;
    const auto most = heaviest();
    if (has_too_many(most, has)) {
      cut_off_one_of(most);
      return true;
    }
  }
  return when_full_ == WhenFull::oldest_goes && cut_off_own(who);
}

/// Leaves `who` fewer idle places than its share: the newest idle places stay.
void SharedPlaces::trim(const std::string& who) {
  if (count(who) < bounds_.each) return;
  const auto now = Clock::now();
  std::vector<Place*> idle;
  std::ranges::copy_if(owners_.at(who), std::back_inserter(idle),
                       [&](const Place* place) { return place->is_idle(now); });
  for (std::size_t i = 0; i + bounds_.each <= idle.size(); ++i) cut_off(*idle[i]);
}

std::uint64_t SharedPlaces::inside_of(const std::string& who) const {
  const std::lock_guard lock(mutex_);
  return count(who);
}

std::uint64_t SharedPlaces::count(const std::string& who) const {
  const auto own = owners_.find(who);
  return own == owners_.end() ? 0 : own->second.size();
}

/// Whether the owner `most` must make way for a newcomer. With oldest_goes that owner makes way also when the newcomer
/// would then have as many places.
bool SharedPlaces::has_too_many(Owners::iterator most, std::uint64_t newcomer_has) const {
  if (most == owners_.end() || when_full_ == WhenFull::refuse) return false;
  const std::uint64_t equal = newcomer_has + 1;
  return most->second.size() > equal || (when_full_ == WhenFull::oldest_goes && most->second.size() == equal);
}

/// Cuts off the oldest place of an owner, or the oldest idle place when one of its oldest places is idle.
void SharedPlaces::cut_off_one_of(Owners::iterator owner) {
  constexpr std::ptrdiff_t kLookedAt = 64;
  auto& places = owner->second;
  const auto end = std::next(places.begin(), std::min<std::ptrdiff_t>(kLookedAt, std::ssize(places)));
  const auto now = Clock::now();
  const auto found = std::find_if(places.begin(), end, [&](const Place* place) { return place->is_idle(now); });
  cut_off(**(found == end ? places.begin() : found));
}

/// Cuts off the oldest idle place of `who`; cuts off a place at work only when `who` has more than its share. Returns
/// whether a place was cut off.
bool SharedPlaces::cut_off_own(const std::string& who) {
  const auto own = owners_.find(who);
  if (own == owners_.end()) return false;
  const auto& places = own->second;
  const auto now = Clock::now();
  const auto found =
      std::find_if(places.begin(), places.end(), [&](const Place* place) { return place->is_idle(now); });
  if (found == places.end() && places.size() <= bounds_.each) return false;
  cut_off(**(found == places.end() ? places.begin() : found));
  return true;
}

void SharedPlaces::cut_off(Place& place) {
  ++cut_off_;
  place.cut_off_();
  place.taken_ = false;
  remove(place);
}

/// Returns the owner with the most places, and among equals the owner with the oldest place.
SharedPlaces::Owners::iterator SharedPlaces::heaviest() {
  return std::max_element(owners_.begin(), owners_.end(), [](const auto& a, const auto& b) {
    if (a.second.size() != b.second.size()) return a.second.size() < b.second.size();
    return a.second.front()->number_ > b.second.front()->number_;
  });
}

void SharedPlaces::remove(Place& place) {
  const auto owner = owners_.find(place.who_);
  owner->second.erase(place.entry_);
  if (owner->second.empty()) owners_.erase(owner);
  --inside_;
}

void SharedPlaces::set_bounds(Bounds bounds) {
  const std::lock_guard lock(mutex_);
  bounds_ = bounds;
}

std::string origin_of(const boost::asio::ip::address& address) {
  if (address.is_v4()) return address.to_string();
  auto bytes = address.to_v6().to_bytes();
  if (address.to_v6().is_v4_mapped()) {
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6()).to_string();
  }
  std::fill(bytes.begin() + 8, bytes.end(), 0);
  return boost::asio::ip::make_address_v6(bytes).to_string() + "/64";
}

}  // namespace vish::server
