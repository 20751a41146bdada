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

/// So many hours are kept, the one at hand among them.
constexpr std::int64_t kUren = 24;

/// How often the book is brought up to date without anyone asking.
constexpr std::chrono::minutes kBoekInterval{1};

std::string_view to_text(storage::Alarmsoort soort);

/// What each bevrager asked, day by day, and the alarms about it. It is read
/// from the audit log, so a question costs nothing for it, and is right after
/// a crash: what was saved is only where the reading begins. Any thread; calls
/// block on the disk.
class Gebruiksboek {
 public:
  /// All must outlive this.
  Gebruiksboek(storage::Store& store, const Instellingen& instellingen, Allowance& allowance);

  /// Reads on to the end of the log and gives `allowance` what today holds
  /// already. Once, before the first question; writes nothing, so that a server
  /// with a full disk starts and can say so. Throws std::exception when the
  /// log cannot be read.
  void open(Tijdstip nu);

  /// Reads on to the end of the log, sounds what alarms there are (log and
  /// audit log, once a day of each sort) and saves. Throws std::exception when
  /// storage refuses; then nothing has changed, and it is to be done again.
  void update(Tijdstip nu);

  /// As of the last update; empty for who asked nothing.
  storage::Verbruik of(std::string_view oin) const;
  /// Of all together on that day, as of the last update; without alarms.
  storage::Dagverbruik total_on(Datum dag) const;
  /// The last hours of all together, as of the last update; ascending, without those in which nobody asked.
  std::vector<storage::Uurverbruik> uren() const;
  /// The bevragers for which an alarm sounded on that day, ascending by OIN.
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
  mutable std::mutex mutex_;          ///< of what follows
  storage::Verbruiksboek boek_;
};

}  // namespace vish::server
