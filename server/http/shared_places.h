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

/// Places that are shared out by who takes them, for instance an address or a
/// party, so that nobody can keep all others out. Nobody waits. Must outlive
/// its places. Any thread.
class SharedPlaces {
  using Clock = std::chrono::steady_clock;

 public:
  struct Bounds {
    std::uint64_t all;   ///< places in all
    std::uint64_t each;  ///< places that one may have
  };
  /// What happens when somebody comes who has its share, or when all places are taken.
  enum class WhenFull {
    refuse,         ///< the newcomer gets no place
    heaviest_goes,  ///< where all are taken, who has fewer gets a place of whom has the most; else as refuse
    oldest_goes,    ///< as heaviest_goes, also for who would then have as many; who has its share, or as many as any
                    ///< other while all are taken, loses its own oldest idle place; places at work count in all only
  };

  SharedPlaces(Bounds bounds, WhenFull when_full) : bounds_(bounds), when_full_(when_full) {}
  SharedPlaces(const SharedPlaces&) = delete;
  SharedPlaces& operator=(const SharedPlaces&) = delete;

  /// Given back when it goes.
  class Place {
   public:
    Place(SharedPlaces& places, std::string who, std::function<void()> cut_off);
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    const std::string& who() const { return who_; }

    /// An idle place is cut off before one at work. Idle from the start.
    void set_idle(bool idle) { set_idle_from(idle ? Clock::time_point::min() : Clock::time_point::max()); }
    /// At work until then.
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
    bool taken_ = true;                  ///< false once another has it; under the mutex
    std::uint64_t number_ = 0;           ///< in the order in which they were taken
    std::list<Place*>::iterator entry_;  ///< among those of its owner
  };

  /// Null when there is no place for `who`. `cut_off` is called, on any thread,
  /// when another gets the place, and must end what holds it soon without giving
  /// it back at once; never called where newcomers are refused.
  std::unique_ptr<Place> take(const std::string& who, std::function<void()> cut_off = {});

  /// From now on; who has a place keeps it.
  void set_bounds(Bounds bounds);
  /// How many `who` has.
  std::uint64_t inside_of(const std::string& who) const;
  std::uint64_t inside() const { return inside_.load(std::memory_order_relaxed); }
  /// How many were cut off for another so far.
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
  Owners owners_;  ///< each with its places, the oldest first
  std::uint64_t taken_ = 0;
  std::atomic<std::uint64_t> inside_{0};
  std::atomic<std::uint64_t> cut_off_{0};
};

/// Who a connection from that address counts as: IPv6 by its first 64 bits,
/// since one customer of a provider has all of the rest.
std::string origin_of(const boost::asio::ip::address& address);

}  // namespace vish::server
