#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
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
class Plaatsen {
 public:
  Plaatsen(Gebruiker& gebruiker, Datum dag, std::uint64_t personen)
      : gebruiker_(&gebruiker), dag_(dag), personen_(personen) {}
  ~Plaatsen() {
    if (gebruiker_ != nullptr) gebruiker_->give_back(dag_, personen_);
  }
  Plaatsen(const Plaatsen&) = delete;
  Plaatsen& operator=(const Plaatsen&) = delete;

  void answered() { gebruiker_ = nullptr; }

 private:
  Gebruiker* gebruiker_;
  Datum dag_;
  std::uint64_t personen_;
};

/// All bevragers that asked. Any thread; who is known already is found without
/// waiting for anybody.
class Allowance {
 public:
  /// Made at first sight, so only for who is registered; lives as long as this.
  Gebruiker& of(std::string_view oin);
  /// In no order.
  void each(const std::function<void(const std::string& oin, Gebruiker&)>& visit);

 private:
  struct Plaats {
    Plaats(std::string_view van, Plaats* eerdere) : oin(van), volgende(eerdere) {}
    const std::string oin;
    Plaats* const volgende;
    Gebruiker gebruiker;
  };
  /// It only grows, at its head.
  using Lijst = std::atomic<Plaats*>;

  static Gebruiker* find(const Lijst& lijst, std::string_view oin);

  std::array<Lijst, 256> lijsten_{};  ///< by the hash of the OIN
  std::mutex mutex_;                  ///< of who adds one
  std::deque<Plaats> plaatsen_;
};

}  // namespace vish::server
