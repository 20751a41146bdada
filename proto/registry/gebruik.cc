#include "proto/registry/gebruik.h"

#include <array>
#include <utility>

#include "proto/registry/gebruik_json.h"
#include "proto/registry/parties_json.h"

namespace vish::proto {
namespace {

struct Gebruiksgetal {
  const char* naam;
  std::optional<std::uint64_t> Gebruiksinstellingen::*eigen;
  std::uint64_t Gebruiksregels::*regel;
  std::uint64_t min;
  std::uint64_t max;
};

constexpr std::array kGebruiksgetallen{
    Gebruiksgetal{"vragenPerSeconde", &Gebruiksinstellingen::vragen_per_seconde, &Gebruiksregels::vragen_per_seconde, 0,
                  kMaxVragen},
    Gebruiksgetal{"vragenIneens", &Gebruiksinstellingen::vragen_ineens, &Gebruiksregels::vragen_ineens, 1, kMaxVragen},
    Gebruiksgetal{"personenPerDag", &Gebruiksinstellingen::personen_per_dag, &Gebruiksregels::personen_per_dag, 0,
                  kMaxPersonen},
    Gebruiksgetal{"alarmVanafPersonen", &Gebruiksinstellingen::alarm_vanaf_personen,
                  &Gebruiksregels::alarm_vanaf_personen, 0, kMaxPersonen},
    Gebruiksgetal{"alarmFactor", &Gebruiksinstellingen::alarm_factor, &Gebruiksregels::alarm_factor, kMinAlarmfactor,
                  kMaxAlarmfactor},
};
constexpr auto kBlokkeer = "blokkeerBijAlarm";

std::optional<std::uint64_t> read_getal(const StrictValue& value, const Gebruiksgetal& getal) {
  const auto number = value.number(getal.max);
  if (!number || *number >= getal.min) return number;
  value.refuse("value", "Deze waarde is te laag.");
  return std::nullopt;
}

}  // namespace

Gebruiksinstellingen read_gebruik(StrictObject& object) {
  Gebruiksinstellingen gebruik;
  for (const auto& getal : kGebruiksgetallen) gebruik.*getal.eigen = read_getal(object.optional(getal.naam), getal);
  gebruik.blokkeer_bij_alarm = object.optional(kBlokkeer).boolean();
  return gebruik;
}

nlohmann::ordered_json as_json(const Gebruiksinstellingen& gebruik) {
  auto json = nlohmann::ordered_json::object();
  for (const auto& getal : kGebruiksgetallen) {
    if (const auto& value = gebruik.*getal.eigen) json[getal.naam] = *value;
  }
  if (gebruik.blokkeer_bij_alarm) json[kBlokkeer] = *gebruik.blokkeer_bij_alarm;
  return json;
}

nlohmann::ordered_json as_json(const Gebruiksregels& regels) {
  Gebruiksinstellingen alle;
  for (const auto& getal : kGebruiksgetallen) alle.*getal.eigen = regels.*getal.regel;
  alle.blokkeer_bij_alarm = regels.blokkeer_bij_alarm;
  return as_json(alle);
}

Gebruiksregels geldend(const Gebruiksregels& standaard, const Gebruiksinstellingen& eigen) {
  auto regels = standaard;
  for (const auto& getal : kGebruiksgetallen) {
    regels.*getal.regel = (eigen.*getal.eigen).value_or(standaard.*getal.regel);
  }
  regels.blokkeer_bij_alarm = eigen.blokkeer_bij_alarm.value_or(standaard.blokkeer_bij_alarm);
  return regels;
}

void apply(const Gebruiksinstellingen& wijziging, Gebruiksinstellingen& eigen) {
  for (const auto& getal : kGebruiksgetallen) {
    if (wijziging.*getal.eigen) eigen.*getal.eigen = wijziging.*getal.eigen;
  }
  if (wijziging.blokkeer_bij_alarm) eigen.blokkeer_bij_alarm = wijziging.blokkeer_bij_alarm;
}

}  // namespace vish::proto
