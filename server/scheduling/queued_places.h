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

#include "server/scheduling/asio.h"
#include "server/scheduling/shared_places.h"

namespace vish::server {

/// SharedPlaces with a line in which a bounded number of requests waits; a
/// request that comes when the line is full is turned away. One party gets half
/// of the places and half of the line, but one of either at least. The party with the fewest
/// places goes first, then the request that came first. Where the line is full,
/// the last request of the party with the most in it makes room for a party
/// that then still has fewer. The object must outlive its places. Any thread may call it.
class QueuedPlaces {
 public:
  QueuedPlaces(std::size_t inside, std::size_t waiting)
      : places_(shared_out(inside), SharedPlaces::WhenFull::refuse), max_waiting_(waiting) {}
  QueuedPlaces(const QueuedPlaces&) = delete;
  QueuedPlaces& operator=(const QueuedPlaces&) = delete;

  /// One place of a party. Its destructor gives the place back.
  class Place {
   public:
    Place(QueuedPlaces& line, std::unique_ptr<SharedPlaces::Place> place) : line_(&line), place_(std::move(place)) {}
    Place(Place&& other) noexcept = default;
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (place_) line_->give_back(std::move(place_), yields_);
    }

    /// Returns whether a request waits that has more need of this place: its
    /// party has no place, or two fewer. A caller that is told so gives the place
    /// back; no more callers are told so than requests wait.
    bool yield() { return yields_ || (yields_ = line_->must_yield(place_->who())); }

   private:
    QueuedPlaces* line_;
    std::unique_ptr<SharedPlaces::Place> place_;
    bool yields_ = false;
  };

  /// Sets the room for requests that come from now on; a request that has a place or waits for one stays.
  void set_room(std::size_t inside, std::size_t waiting);

  /// Waits for a place of the party `who`. The result is empty when too many
  /// wait, of all parties or of this one, when the turn in the line went to
  /// another party, when no place came free in time, or after close().
  Awaitable<std::optional<Place>> take(std::string who, std::chrono::seconds patience);

  /// Turns away every request that waits or comes.
  void close();

 private:
  struct Waiter;

  static std::size_t share(std::size_t all) { return all <= 1 ? all : all / 2; }
  static SharedPlaces::Bounds shared_out(std::size_t inside) { return {inside, share(inside)}; }

  /// Returns a place, or puts the waiter in line and says so, or does neither.
  std::optional<Place> take_or_wait(const std::shared_ptr<Waiter>& waiter, bool& waits);
  std::optional<Place> end_waiting(const std::shared_ptr<Waiter>& waiter);
  void give_back(std::unique_ptr<SharedPlaces::Place> place, bool yields);
  bool must_yield(const std::string& who);

  // The caller of these functions holds the mutex.
  bool has_room_in_line(const std::string& who) const;
  /// Turns a request away for one of the party `who` if the promise says so, and returns whether it did.
  bool make_room_in_line(const std::string& who);
  /// Lets in as many requests as there is room for, in the order of the promise.
  void let_in();
  static void call(const std::shared_ptr<Waiter>& waiter);

  std::mutex mutex_;
  SharedPlaces places_;
  std::size_t max_waiting_;
  bool closed_ = false;
  std::size_t yielding_ = 0;                       ///< places whose holders are about to give them back
  std::map<std::string, std::size_t> waiting_of_;  ///< holds only parties with a request in line
  std::list<std::shared_ptr<Waiter>> waiting_;
};

}  // namespace vish::server
