#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/registry/gebruik.h"
#include "server/config/instellingen.h"
#include "server/usage/allowance.h"
#include "server/usage/normaalbereik.h"
#include "storage/audit/usage_records.h"
#include "storage/store/store.h"

namespace vish::server {

/// The book keeps this number of hours, the current hour among them.
constexpr std::int64_t kUren = 24;

/// The server brings the book up to date at this interval, without anyone asking.
constexpr std::chrono::minutes kBoekInterval{1};

/// Returns the alarm as the audit log and the contracts name it.
std::string_view to_text(storage::Alarmsoort soort);

/// Holds what each bevrager asked, day by day, and the alarms about it. The book is read from the audit log, so a
/// question costs nothing for it, and is right after a crash: the saved book only tells where the reading begins. Any
/// thread may use it; open() and update() block on the disk.
class Gebruiksboek {
 public:
  /// The arguments must outlive this.
  Gebruiksboek(storage::Store& store, const Instellingen& instellingen, Allowance& allowance);

  /// Reads on to the end of the log, and gives `allowance` the persons and alarms of today. Writes nothing, so that a
  /// server with a full disk starts and can say so. Throws std::exception when the log cannot be read. Call this once,
  /// before the first question.
  void open(Tijdstip nu);

  /// Reads on to the end of the log, sounds the alarms (in the log and the audit log, each sort once a day) and saves
  /// the book. Throws std::exception when storage refuses; then nothing has changed, and the caller tries again later.
  void update(Tijdstip nu);

  /// Returns the use by a bevrager as of the last update; empty when it asked nothing.
  storage::Verbruik of(std::string_view oin) const;
  /// Returns the use by all bevragers together on that day, as of the last update; without alarms.
  storage::Dagverbruik total_on(Datum dag) const;
  /// Returns the last hours of all bevragers together, as of the last update; ascending, without hours in which nobody
  /// asked.
  std::vector<storage::Uurverbruik> uren() const;
  /// Returns the OINs of the bevragers for which an alarm sounded on that day, ascending.
  std::vector<std::string> alarmed(Datum dag) const;

 private:
  storage::Verbruik& entry(storage::Verbruiksboek& next, std::string_view oin) const;
  void read_on(storage::Verbruiksboek& next) const;
  std::vector<proto::Auditregel> judge(storage::Verbruiksboek& next, Tijdstip nu) const;
  void show(storage::Verbruiksboek&& next, const std::vector<proto::Auditregel>& alarmen, Datum vandaag);
  void take_over(storage::Verbruiksboek&& next);

  storage::Store& store_;
  const Instellingen& instellingen_;
  Allowance& allowance_;
  std::mutex updating_;
  std::vector<std::string> unsaved_;  ///< OINs whose entries open() read on
  mutable std::mutex mutex_;          ///< guards boek_
  storage::Verbruiksboek boek_;
};

}  // namespace vish::server
