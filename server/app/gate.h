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

namespace vish::server {

/// Lets so many in at once and so many wait; whoever comes after that is turned
/// away. Of one party half of either, but one at least; the party that has the
/// fewest inside goes first, then who came first. Where the line is full, who
/// came last of the party with the most in it makes room for a party that then
/// still has fewer. Any thread.
class Gate {
 public:
  Gate(std::size_t inside, std::size_t waiting) : max_inside_(inside), max_waiting_(waiting) {}
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  /// A place inside, given back when this goes.
  class Pass {
   public:
    Pass(Gate& gate, std::string who) : gate_(&gate), who_(std::move(who)) {}
    Pass(Pass&& other) noexcept
        : gate_(std::exchange(other.gate_, nullptr)), who_(std::move(other.who_)), yields_(other.yields_) {}
    Pass& operator=(Pass&&) = delete;
    ~Pass() {
      if (gate_ != nullptr) gate_->leave(who_, yields_);
    }

    /// Whether somebody waits for this place who has more need of it: of a party
    /// with nobody inside, or with two fewer. Who is told so gives it back; no
    /// more are told than wait.
    bool yield() { return yields_ || (yields_ = gate_->must_yield(who_)); }

   private:
    Gate* gate_;
    std::string who_;
    bool yields_ = false;
  };

  /// From now on; who is inside or waits, stays.
  void set_room(std::size_t inside, std::size_t waiting);

  /// Nothing when too many wait, all or of this party, when a place in the line
  /// went to another party, when no place came free in time, or when the gate is closed.
  Awaitable<std::optional<Pass>> enter(std::string who, std::chrono::seconds patience);

  /// Turns away all who wait and who come.
  void close();

 private:
  struct Waiter;

  /// A place, or the waiter that was put in line, or neither.
  std::optional<Pass> enter_or_wait(const std::shared_ptr<Waiter>& waiter, bool& waits);
  std::optional<Pass> end_waiting(const std::shared_ptr<Waiter>& waiter);
  void leave(const std::string& who, bool yields);
  bool must_yield(const std::string& who);

  // With the mutex held:
  static std::size_t share(std::size_t all) { return all <= 1 ? all : all / 2; }
  bool has_room_for(const std::string& who) const;
  void count_in(const std::string& who);
  bool has_room_in_line(const std::string& who) const;
  /// Whether somebody was turned away for one of that party.
  bool make_room_in_line(const std::string& who);
  /// As many as there is room for, in the order of the promise.
  void let_in();
  static void call(const std::shared_ptr<Waiter>& waiter);

  std::mutex mutex_;
  std::size_t max_inside_;
  std::size_t max_waiting_;
  bool closed_ = false;
  std::size_t inside_ = 0;
  std::size_t yielding_ = 0;                       ///< inside, and about to leave
  std::map<std::string, std::size_t> inside_of_;   ///< only who has one
  std::map<std::string, std::size_t> waiting_of_;  ///< the same
  std::list<std::shared_ptr<Waiter>> waiting_;
};

}  // namespace vish::server
