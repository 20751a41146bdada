#include <algorithm>
#include <array>
#include <string_view>

#include "proto/registry/aansluiting_json.h"

namespace vish::proto {
namespace {

struct Drempel {
  const char* naam;
  unsigned max;
  unsigned Drempels::*waarde;
  std::optional<unsigned> Drempelwijziging::*wijziging;
};

constexpr std::array kDrempels{
    Drempel{"foutPercentage", 100, &Drempels::fout_percentage, &Drempelwijziging::fout_percentage},
    Drempel{"afnamePercentage", 100, &Drempels::afname_percentage, &Drempelwijziging::afname_percentage},
    Drempel{"afnameAantal", 1'000'000, &Drempels::afname_aantal, &Drempelwijziging::afname_aantal},
    Drempel{"nettoAfnamePercentage", 100, &Drempels::netto_afname_percentage,
            &Drempelwijziging::netto_afname_percentage},
    Drempel{"groeiPercentage", 10'000, &Drempels::groei_percentage, &Drempelwijziging::groei_percentage},
    Drempel{"groeiAantal", 10'000'000, &Drempels::groei_aantal, &Drempelwijziging::groei_aantal},
    Drempel{"eersteHoogstens", 10'000'000, &Drempels::eerste_hoogstens, &Drempelwijziging::eerste_hoogstens},
};
static_assert(sizeof(Drempels) == kDrempels.size() * sizeof(unsigned), "each threshold is in the table");

}  // namespace

bool loosens(const Drempels& before, const Drempels& after) {
  return std::ranges::any_of(kDrempels, [&](const Drempel& each) { return after.*each.waarde > before.*each.waarde; });
}

Drempelwijziging read_drempelwijziging(StrictObject& object) {
  Drempelwijziging read;
  for (const auto& each : kDrempels) read.*each.wijziging = read_small_number(object.optional(each.naam), each.max);
  return read;
}

nlohmann::ordered_json as_json(const Drempels& drempels) {
  nlohmann::ordered_json json;
  for (const auto& each : kDrempels) json[each.naam] = drempels.*each.waarde;
  return json;
}

nlohmann::ordered_json as_json(const Drempelwijziging& wijziging) {
  nlohmann::ordered_json json;
  for (const auto& each : kDrempels) {
    if (const auto& given = wijziging.*each.wijziging) json[each.naam] = *given;
  }
  return json;
}

Drempelwijziging verschil(const Drempels& before, const Drempels& after) {
  Drempelwijziging wijziging;
  for (const auto& each : kDrempels) {
    if (before.*each.waarde != after.*each.waarde) wijziging.*each.wijziging = after.*each.waarde;
  }
  return wijziging;
}

void apply(const Drempelwijziging& wijziging, Drempels& drempels) {
  for (const auto& each : kDrempels) {
    if (const auto& given = wijziging.*each.wijziging) drempels.*each.waarde = *given;
  }
}

}  // namespace vish::proto
