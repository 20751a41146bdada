#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/calendar/datum.h"
#include "base/core/error.h"
#include "proto/messages/auditregel.h"

namespace vish::storage {

class Engine;

/// The value tells why the use by a bevrager is out of the ordinary.
enum class Alarmsoort : std::uint8_t { volume, aandeel_laag, aandeel_hoog };

/// The counts say what a bevrager asked on one day in Amsterdam.
struct Dagverbruik {
  Datum dag;
  std::uint64_t gevraagd = 0;         ///< persons that were answered
  std::uint64_t matches = 0;          ///< of those
  std::vector<Alarmsoort> alarmen{};  ///< that sounded on that day, each once

  bool operator==(const Dagverbruik&) const = default;
};

/// The use by one bevrager, ascending by day; days without questions are absent.
struct Verbruik {
  bool productie = false;  ///< whether it was in productie when last seen
  std::vector<Dagverbruik> dagen;

  bool operator==(const Verbruik&) const = default;
};

/// The counts say what all bevragers together asked in one hour.
struct Uurverbruik {
  Tijdstip uur;                ///< when it began; whole hours of UTC
  std::uint64_t vragen = 0;    ///< that were answered
  std::uint64_t personen = 0;  ///< in them
  std::uint64_t matches = 0;   ///< of those persons

  bool operator==(const Uurverbruik&) const = default;
};

/// The book of use: what every bevrager asked, by day, and all bevragers together, by hour.
struct Verbruiksboek {
  std::uint64_t tot = 0;                                     ///< the last line of the audit log in the book
  std::map<std::string, Verbruik, std::less<>> bevragers{};  ///< by OIN
  std::vector<Uurverbruik> uren{};                           ///< ascending; hours without questions are absent
};

/// Keeps the book of use. The book only sums up the audit log, which has what the book lacks after line `tot`.
class Gebruik {
 public:
  explicit Gebruik(Engine& engine) : engine_(engine) {}

  /// Returns the book as last saved; an empty book when none was.
  Stored<Verbruiksboek> load() const;
  /// Replaces the stored bevragers that `changed` has, all hours and `tot`, and adds `regels` to the audit log, in one
  /// commit. Blocks on the disk.
  Stored<void> save(const Verbruiksboek& changed, std::vector<proto::Auditregel> regels);

 private:
  Engine& engine_;
};

}  // namespace vish::storage
