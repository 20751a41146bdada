#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "proto/registry/gebruik.h"
#include "server/usage/dagteller.h"
#include "server/usage/vraagtempo.h"

namespace vish::server {

/// Why a question goes beyond fair use.
enum class Weigersoort : std::uint8_t { tempo, dagquotum, alarm };
constexpr std::array kWeigersoorten{Weigersoort::tempo, Weigersoort::dagquotum, Weigersoort::alarm};
/// For the audit log and the metrics.
std::string_view to_text(Weigersoort soort);

/// Refused questions of one sort, which get one record a second together: a
/// flood of them must not become a flood of writes. Any thread.
class Weigeringen {
 public:
  using Clock = std::chrono::steady_clock;
  /// One more. How many are to be recorded now; 0: later, with others.
  std::uint64_t add(Clock::time_point now);
  /// How many wait for their record, if it is time for it; they no longer wait.
  std::uint64_t take_due(Clock::time_point now);
  std::uint64_t total() const { return total_.load(std::memory_order_relaxed); }

 private:
  static constexpr std::chrono::seconds kOnce{1};

  std::atomic<std::uint64_t> total_{0};
  std::atomic<std::uint64_t> waiting_{0};
  std::atomic<Clock::rep> recorded_at_{Clock::duration::min().count() / 2};
};

struct Gebruiksweigering {
  Weigersoort soort;
  std::chrono::seconds wacht;    ///< before it makes sense to ask again; at least 1
  std::uint64_t vast_te_leggen;  ///< refusals for the audit log, before the answer goes out; 0: later
};

/// What is counted of one bevrager since the start. Any thread; waits for
/// nobody and takes no memory.
class Gebruiker {
 public:
  using Clock = std::chrono::steady_clock;

  /// A question arrives.
  std::optional<Gebruiksweigering> admit_question(const proto::Gebruiksregels& regels, Clock::time_point now);
  /// It turns out to hold so many persons; `nu` lies on `vandaag` in Amsterdam.
  std::optional<Gebruiksweigering> admit_persons(const proto::Gebruiksregels& regels, Datum vandaag, Tijdstip nu,
                                                 std::uint64_t personen);
  /// They were not answered after all.
  void give_back(Datum dag, std::uint64_t personen) { dag_.take_back(dag, personen); }

  /// What was asked earlier on that day, before the start.
  void restore(Datum dag, std::uint64_t personen) { dag_.add(dag, personen, 0); }
  /// An alarm sounded on that day.
  void alarm(Datum dag) { alarmdag_.store(dag.days(), std::memory_order_relaxed); }

  std::uint64_t personen(Datum dag) const { return dag_.count(dag); }
  Weigeringen& weigeringen(Weigersoort soort) { return weigeringen_[static_cast<std::size_t>(soort)]; }

 private:
  Vraagtempo tempo_;
  Dagteller dag_;
  std::atomic<std::int32_t> alarmdag_{std::numeric_limits<std::int32_t>::min()};
  std::array<Weigeringen, kWeigersoorten.size()> weigeringen_;
};

/// Persons that count for the day unless they get no answer.
class CountedPersons {
 public:
  CountedPersons(Gebruiker& gebruiker, Datum dag, std::uint64_t personen)
      : gebruiker_(&gebruiker), dag_(dag), personen_(personen) {}
  ~CountedPersons() {
    if (gebruiker_ != nullptr) gebruiker_->give_back(dag_, personen_);
  }
  CountedPersons(const CountedPersons&) = delete;
  CountedPersons& operator=(const CountedPersons&) = delete;

  void answered() { gebruiker_ = nullptr; }

 private:
  Gebruiker* gebruiker_;
  Datum dag_;
  std::uint64_t personen_;
};

/// All bevragers that asked. Any thread; its lock is held for a look-up only.
class Allowance {
 public:
  /// Made at first sight, so only for who is registered; lives as long as this.
  Gebruiker& of(std::string_view oin);
  /// In the order of their OINs.
  void each(const std::function<void(const std::string& oin, Gebruiker&)>& visit);

 private:
  std::mutex mutex_;
  std::map<std::string, Gebruiker, std::less<>> gebruikers_;  ///< it only grows
};

}  // namespace vish::server
