#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "base/core/result.h"
#include "proto/json/problem.h"

namespace vish::proto {

/// The rules of fair use by a bevrager. A question counts once for the pace, however many BSNs it holds; each BSN
/// counts as a person.
struct Gebruiksregels {
  std::uint64_t vragen_per_seconde = 100;    ///< 0: no limit
  std::uint64_t vragen_ineens = 200;         ///< questions at once after a rest, 1 or more
  std::uint64_t personen_per_dag = 50'000;   ///< answered in one day in Amsterdam; 0: no limit
  std::uint64_t alarm_vanaf_personen = 100;  ///< on a day with fewer no alarm sounds; 0: never
  std::uint64_t alarm_factor = 3;            ///< so many times its usual use is out of the ordinary, 2 or more
  bool blokkeer_bij_alarm = false;           ///< no answers for the rest of a day on which an alarm sounded

  bool operator==(const Gebruiksregels&) const = default;
};

constexpr std::uint64_t kMaxVragen = 1'000'000;
constexpr std::uint64_t kMaxPersonen = 100'000'000;
constexpr std::uint64_t kMinAlarmfactor = 2;
constexpr std::uint64_t kMaxAlarmfactor = 100;

/// The rules that an operator set for one bevrager; the configuration gives every rule that is absent.
struct Gebruiksinstellingen {
  std::optional<std::uint64_t> vragen_per_seconde;
  std::optional<std::uint64_t> vragen_ineens;
  std::optional<std::uint64_t> personen_per_dag;
  std::optional<std::uint64_t> alarm_vanaf_personen;
  std::optional<std::uint64_t> alarm_factor;
  std::optional<bool> blokkeer_bij_alarm;

  bool operator==(const Gebruiksinstellingen&) const = default;
};

nlohmann::ordered_json as_json(const Gebruiksregels& regels);

/// Returns the rules in force: `eigen` goes before `standaard`.
Gebruiksregels geldend(const Gebruiksregels& standaard, const Gebruiksinstellingen& eigen);

/// Applies the change; a rule that is absent in the change stays as it is.
void apply(const Gebruiksinstellingen& wijziging, Gebruiksinstellingen& eigen);

}  // namespace vish::proto
