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

/// The reason for which a question goes beyond fair use.
enum class Weigersoort : std::uint8_t { tempo, dagquotum, alarm };
constexpr std::array kWeigersoorten{Weigersoort::tempo, Weigersoort::dagquotum, Weigersoort::alarm};
/// Returns the reason as the audit log and the metrics name it.
std::string_view to_text(Weigersoort soort);

/// Counts refused questions of one sort, which get one record a second together: a flood of them must not become a
/// flood of writes. Any thread may use it.
class Weigeringen {
 public:
  using Clock = std::chrono::steady_clock;
  /// Counts one more question. Returns how many the caller must record now; 0 means later, with others.
  std::uint64_t add(Clock::time_point now);
  /// Returns how many questions wait for their record, if it is time for it, and counts them as recorded; 0 otherwise.
  std::uint64_t take_due(Clock::time_point now);
  std::uint64_t total() const { return total_.load(std::memory_order_relaxed); }

 private:
  static constexpr std::chrono::seconds kOnce{1};

  std::atomic<std::uint64_t> total_{0};
  std::atomic<std::uint64_t> waiting_{0};
  std::atomic<Clock::rep> recorded_at_{Clock::duration::min().count() / 2};
};

/// The refusal of a question that goes beyond fair use.
struct Gebruiksweigering {
  Weigersoort soort;
  std::chrono::seconds wacht;    ///< until it makes sense to ask again; at least 1
  std::uint64_t vast_te_leggen;  ///< refusals for the audit log, before the answer goes out; 0: later
};

/// Counts the use by one bevrager since the start. Any thread may use it; it waits for nobody and takes no memory.
class Gebruiker {
 public:
  using Clock = std::chrono::steady_clock;

  /// Admits a question that arrives, or returns its refusal.
  std::optional<Gebruiksweigering> admit_question(const proto::Gebruiksregels& regels, Clock::time_point now);
  /// Admits the persons of a question and counts them for the day, or returns the refusal. `nu` lies on `vandaag` in
  /// Amsterdam.
  std::optional<Gebruiksweigering> admit_persons(const proto::Gebruiksregels& regels, Datum vandaag, Tijdstip nu,
                                                 std::uint64_t personen);
  /// Takes back persons who got no answer after all.
  void give_back(Datum dag, std::uint64_t personen) { dag_.take_back(dag, personen); }

  /// Counts persons who were asked after on that day before the start.
  void restore(Datum dag, std::uint64_t personen) { dag_.add(dag, personen, 0); }
  /// Tells that an alarm sounded on that day.
  void alarm(Datum dag) { alarmdag_.store(dag.days(), std::memory_order_relaxed); }

  std::uint64_t personen(Datum dag) const { return dag_.count(dag); }
  Weigeringen& weigeringen(Weigersoort soort) { return weigeringen_[static_cast<std::size_t>(soort)]; }

 private:
  Vraagtempo tempo_;
  Dagteller dag_;
  std::atomic<std::int32_t> alarmdag_{std::numeric_limits<std::int32_t>::min()};
  std::array<Weigeringen, kWeigersoorten.size()> weigeringen_;
};

/// Persons who count for the day unless they get no answer: without answered() the end of this object gives them back.
/// `gebruiker` must outlive this.
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

/// Holds the use by all bevragers that asked. Any thread may use it; its lock is held for a look-up only.
class Allowance {
 public:
  /// Returns the use by a bevrager, which lives as long as this object. The first call for an OIN makes it, so call
  /// this for registered bevragers only.
  Gebruiker& of(std::string_view oin);
  /// Visits all bevragers in the order of their OINs.
  void each(const std::function<void(const std::string& oin, Gebruiker&)>& visit);

 private:
  std::mutex mutex_;
  std::map<std::string, Gebruiker, std::less<>> gebruikers_;  ///< it only grows
};

}  // namespace vish::server
