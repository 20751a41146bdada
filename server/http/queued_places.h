#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "server/http/asio.h"
#include "server/http/shared_places.h"

namespace vish::server {

/// SharedPlaces for which so many may wait in line; whoever comes after that is
/// turned away. Of one party half of either, but one at least; the party that
/// has the fewest inside goes first, then who came first. Where the line is
/// full, who came last of the party with the most in it makes room for a party
/// that then still has fewer. Must outlive its places. Any thread.
class QueuedPlaces {
 public:
  QueuedPlaces(std::size_t inside, std::size_t waiting)
      : places_(shared_out(inside), SharedPlaces::WhenFull::refuse), max_waiting_(waiting) {}
  QueuedPlaces(const QueuedPlaces&) = delete;
  QueuedPlaces& operator=(const QueuedPlaces&) = delete;

  /// Given back when it goes.
  class Place {
   public:
    Place(QueuedPlaces& line, std::unique_ptr<SharedPlaces::Place> place) : line_(&line), place_(std::move(place)) {}
    Place(Place&& other) noexcept = default;
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (place_) line_->give_back(std::move(place_), yields_);
    }

    /// Whether somebody waits for this place who has more need of it: of a party
    /// with nobody inside, or with two fewer. Who is told so gives it back; no
    /// more are told than wait.
    bool yield() { return yields_ || (yields_ = line_->must_yield(place_->who())); }

   private:
    QueuedPlaces* line_;
    std::unique_ptr<SharedPlaces::Place> place_;
    bool yields_ = false;
  };

  /// From now on; who has a place or waits, stays.
  void set_room(std::size_t inside, std::size_t waiting);

  /// Nothing when too many wait, all or of this party, when a turn in the line
  /// went to another party, when no place came free in time, or after close().
  Awaitable<std::optional<Place>> take(std::string who, std::chrono::seconds patience);

  /// Turns away all who wait and who come.
  void close();

 private:
  struct Waiter;

  static std::size_t share(std::size_t all) { return all <= 1 ? all : all / 2; }
  static SharedPlaces::Bounds shared_out(std::size_t inside) { return {inside, share(inside)}; }

  /// A place, or the waiter that was put in line, or neither.
  std::optional<Place> take_or_wait(const std::shared_ptr<Waiter>& waiter, bool& waits);
  std::optional<Place> end_waiting(const std::shared_ptr<Waiter>& waiter);
  void give_back(std::unique_ptr<SharedPlaces::Place> place, bool yields);
  bool must_yield(const std::string& who);

  // With the mutex held:
  bool has_room_in_line(const std::string& who) const;
  /// Whether somebody was turned away for one of that party.
  bool make_room_in_line(const std::string& who);
  /// As many as there is room for, in the order of the promise.
  void let_in();
  static void call(const std::shared_ptr<Waiter>& waiter);

  std::mutex mutex_;
  SharedPlaces places_;
  std::size_t max_waiting_;
  bool closed_ = false;
  std::size_t yielding_ = 0;                       ///< inside, and about to leave
  std::map<std::string, std::size_t> waiting_of_;  ///< only who has one
  std::list<std::shared_ptr<Waiter>> waiting_;
};

}  // namespace vish::server
