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

/// Why the use by a bevrager is out of the ordinary.
enum class Alarmsoort : std::uint8_t { volume, aandeel_laag, aandeel_hoog };

/// What a bevrager asked on one day in Amsterdam.
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

/// What all bevragers together asked in one hour.
struct Uurverbruik {
  Tijdstip uur;                ///< when it began; whole hours of UTC
  std::uint64_t vragen = 0;    ///< that were answered
  std::uint64_t personen = 0;  ///< in them
  std::uint64_t matches = 0;   ///< of those persons

  bool operator==(const Uurverbruik&) const = default;
};

struct Verbruiksboek {
  std::uint64_t tot = 0;                                     ///< the last line of the audit log that is in it
  std::map<std::string, Verbruik, std::less<>> bevragers{};  ///< by OIN
  std::vector<Uurverbruik> uren{};                           ///< ascending; hours without questions are absent
};

/// Keeps the book of use, which only sums up the audit log: what it lacks can
/// be read there from line `tot` on.
class Gebruik {
 public:
  explicit Gebruik(Engine& engine) : engine_(engine) {}

  /// As last saved; empty when it never was.
  Stored<Verbruiksboek> load() const;
  /// Writes the entries of `changed` over what is there, its hours in place of
  /// those there, and `regels` into the audit log, in one commit. Blocks on
  /// the disk.
  Stored<void> save(const Verbruiksboek& changed, std::vector<proto::Auditregel> regels);

 private:
  Engine& engine_;
};

}  // namespace vish::storage
