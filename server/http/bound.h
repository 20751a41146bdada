#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <utility>

namespace vish::server {

/// So many may be inside at once; nobody waits. Must outlive its places. Any
/// thread.
class Bound {
 public:
  explicit Bound(std::uint64_t max) : max_(max) {}
  Bound(const Bound&) = delete;
  Bound& operator=(const Bound&) = delete;

  /// Given back when it goes.
  class Place {
   public:
    explicit Place(Bound& bound) : bound_(&bound) {}
    Place(Place&& other) noexcept : bound_(std::exchange(other.bound_, nullptr)) {}
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (bound_ != nullptr) bound_->inside_.fetch_sub(1, std::memory_order_relaxed);
    }

   private:
    Bound* bound_;
  };

  /// Nothing when it is full.
  std::optional<Place> enter() {
    std::optional<Place> place;
    if (inside_.fetch_add(1, std::memory_order_relaxed) < max_.load(std::memory_order_relaxed)) {
      place.emplace(*this);
    } else {
      inside_.fetch_sub(1, std::memory_order_relaxed);
    }
    return place;
  }

  /// From now on; who is inside stays.
  void set_max(std::uint64_t max) { max_.store(max, std::memory_order_relaxed); }
  std::uint64_t inside() const { return inside_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> max_;
  std::atomic<std::uint64_t> inside_{0};
};

}  // namespace vish::server
