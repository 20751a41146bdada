#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <utility>

namespace vish::server {

/// Places for a number of holders at once, of whatever party; nobody waits for a place. SharedPlaces shares its places
/// out by party, and QueuedPlaces lets a party wait for one. The object must outlive its places. Any thread may use it,
/// without a lock.
class Places {
 public:
  explicit Places(std::uint64_t max) : max_(max) {}
  Places(const Places&) = delete;
  Places& operator=(const Places&) = delete;

  /// One place. Its destructor gives the place back.
  class Place {
   public:
    explicit Place(Places& places) : places_(&places) {}
    Place(Place&& other) noexcept : places_(std::exchange(other.places_, nullptr)) {}
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (places_ != nullptr) places_->inside_.fetch_sub(1, std::memory_order_relaxed);
    }

   private:
    Places* places_;
  };

  /// Takes a place; returns nothing when all places are taken.
  std::optional<Place> take() {
    std::optional<Place> place;
    if (inside_.fetch_add(1, std::memory_order_relaxed) < max_.load(std::memory_order_relaxed)) {
      place.emplace(*this);
    } else {
      inside_.fetch_sub(1, std::memory_order_relaxed);
    }
    return place;
  }

  /// Sets the number of places from now on; a holder keeps its place.
  void set_max(std::uint64_t max) { max_.store(max, std::memory_order_relaxed); }
  std::uint64_t inside() const { return inside_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> max_;
  std::atomic<std::uint64_t> inside_{0};
};

}  // namespace vish::server
