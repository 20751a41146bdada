#pragma once

#include <atomic>
#include <boost/asio/ip/address.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace vish::server {

/// Places that are shared out by owner, for instance an address or a party, so
/// that no owner can keep all others out. Nobody waits for a place. The object
/// must outlive its places. Any thread may call it.
class SharedPlaces {
  using Clock = std::chrono::steady_clock;

 public:
  /// The most places that can be taken at once.
  struct Bounds {
    std::uint64_t all;   ///< places in all
    std::uint64_t each;  ///< places that one owner may have
  };
  /// Says who gets no place when an owner comes that has its share, or when all places are taken.
  enum class WhenFull {
    refuse,         ///< the newcomer gets no place
    heaviest_goes,  ///< where all are taken, an owner with fewer gets a place of the owner with the most; else as
                    ///< refuse
    oldest_goes,    ///< as heaviest_goes, also for an owner that would then have as many; an owner with its share, or
                    ///< with as many as any other while all are taken, loses its own oldest idle place; places at
                    ///< work count in `all` only
  };

  SharedPlaces(Bounds bounds, WhenFull when_full) : bounds_(bounds), when_full_(when_full) {}
  SharedPlaces(const SharedPlaces&) = delete;
  SharedPlaces& operator=(const SharedPlaces&) = delete;

  /// One place of an owner. Its destructor gives the place back.
  class Place {
   public:
    Place(SharedPlaces& places, std::string who, std::function<void()> cut_off);
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    const std::string& who() const { return who_; }

    /// Says whether the place is idle: an idle place is cut off before one at work. A new place is idle.
    void set_idle(bool idle) { set_idle_from(idle ? Clock::time_point::min() : Clock::time_point::max()); }
    /// Says that the place is at work until a moment and idle from it on.
    void set_idle_from(Clock::time_point moment) {
      idle_from_.store(moment.time_since_epoch().count(), std::memory_order_relaxed);
    }

   private:
    friend class SharedPlaces;
    bool is_idle(Clock::time_point now) const {
      return idle_from_.load(std::memory_order_relaxed) <= now.time_since_epoch().count();
    }

    SharedPlaces& places_;
    const std::string who_;
    const std::function<void()> cut_off_;
    std::atomic<Clock::rep> idle_from_{Clock::time_point::min().time_since_epoch().count()};
    bool taken_ = true;                  ///< false once another owner has the place; under the mutex
    std::uint64_t number_ = 0;           ///< rises in the order in which places were taken
    std::list<Place*>::iterator entry_;  ///< stands among the places of its owner
  };

  /// Takes a place for the owner `who`; returns null when there is none. The
  /// function `cut_off` is called, on any thread, when another owner gets the
  /// place; it must soon end what holds the place, and may not give the place
  /// back itself. It is never called where newcomers are refused.
  std::unique_ptr<Place> take(const std::string& who, std::function<void()> cut_off = {});

  /// Sets the bounds for takers that come from now on; each owner keeps the places that it has.
  void set_bounds(Bounds bounds);
  /// Returns how many places the owner `who` has.
  std::uint64_t inside_of(const std::string& who) const;
  std::uint64_t inside() const { return inside_.load(std::memory_order_relaxed); }
  /// Returns how many places were cut off for another owner so far.
  std::uint64_t cut_off() const { return cut_off_.load(std::memory_order_relaxed); }

 private:
  using Owners = std::map<std::string, std::list<Place*>>;

  bool make_room(const std::string& who);
  void trim(const std::string& who);
  std::uint64_t count(const std::string& who) const;
  bool has_too_many(Owners::iterator most, std::uint64_t newcomer_has) const;
  void cut_off_one_of(Owners::iterator owner);
  bool cut_off_own(const std::string& who);
  void cut_off(Place& place);
  Owners::iterator heaviest();
  void remove(Place& place);

  mutable std::mutex mutex_;
  Bounds bounds_;
  const WhenFull when_full_;
  Owners owners_;  ///< each owner with its places, the oldest first
  std::uint64_t taken_ = 0;
  std::atomic<std::uint64_t> inside_{0};
  std::atomic<std::uint64_t> cut_off_{0};
};

/// Returns the owner that a connection from an address counts as: of IPv6 the
/// first 64 bits, since one customer of a provider has all of the rest.
std::string origin_of(const boost::asio::ip::address& address);

}  // namespace vish::server
