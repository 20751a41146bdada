#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <utility>

namespace vish::server {

/// So many may be inside at once, whoever they are; nobody waits. SharedPlaces
/// shares its places out by party, and QueuedPlaces lets a party wait for one.
/// Must outlive its places. Any thread, without a lock.
class Places {
 public:
  explicit Places(std::uint64_t max) : max_(max) {}
  Places(const Places&) = delete;
  Places& operator=(const Places&) = delete;

  /// Given back when it goes.
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

  /// Nothing when all are taken.
  std::optional<Place> take() {
    std::optional<Place> place;
    if (inside_.fetch_add(1, std::memory_order_relaxed) < max_.load(std::memory_order_relaxed)) {
      place.emplace(*this);
    } else {
      inside_.fetch_sub(1, std::memory_order_relaxed);
    }
    return place;
  }

  /// From now on; a place that is taken stays so.
  void set_max(std::uint64_t max) { max_.store(max, std::memory_order_relaxed); }
  std::uint64_t inside() const { return inside_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> max_;
  std::atomic<std::uint64_t> inside_{0};
};

}  // namespace vish::server
