#include "storage/comparison/leverpatroon.h"

#include <algorithm>
#include <limits>
#include <string>

#include "proto/terms/bevindingcode.h"

namespace vish::storage {

using proto::Bevindingcode;

namespace {

constexpr std::uint32_t kReeks = 3;
constexpr std::uint32_t kDagenGelijk = 10;
constexpr std::uint64_t kMinstensGelijk = 20;
constexpr std::uint32_t kCorrecties = 3;

std::uint32_t one_more(std::uint32_t count) {
  return count == std::numeric_limits<std::uint32_t>::max() ? count : count + 1;
}

/// Counts the peildata with the same set. A correction that changes nothing is of the same peildatum.
std::uint32_t days_the_same(std::uint32_t before, const Leverfeiten& feiten) {
  if (!feiten.verandert_niets) return 1;
  return feiten.correctie ? std::max(before, 1U) : one_more(before);
}

void remember(std::vector<std::uint64_t>& bestanden, std::uint64_t bestand) {
  std::erase(bestanden, bestand);
  if (bestanden.size() == kBestandenHerkend) bestanden.erase(bestanden.begin());
  bestanden.push_back(bestand);
}

bool came_back(const std::vector<std::uint64_t>& bestanden, std::uint64_t bestand) {
  return std::ranges::find(bestanden, bestand) != bestanden.end() && bestanden.back() != bestand;
}

}  // namespace

void remark(proto::Aanleverrapport& rapport, Bevindingcode code, std::string melding) {
  ++rapport.bevindingen_per_code[code];
  auto& bevindingen = rapport.bevindingen;
  if (bevindingen.size() == proto::Bevindingen::kKept) bevindingen.pop_back();
  bevindingen.insert(bevindingen.begin(), bevinding_of(0, std::nullopt, code, std::move(melding)));
}

void remark(proto::Aanleverrapport& rapport, Bevindingcode code) {
  remark(rapport, code, std::string(melding_of(code)));
}

Leverpatroon after_delivery(Leverpatroon before, const Leverfeiten& feiten) {
  Leverpatroon after = std::move(before);
  after.dagen_gelijk = days_the_same(after.dagen_gelijk, feiten);
  after.niemand_beeindigd = feiten.beeindigt_niemand ? one_more(after.niemand_beeindigd) : 0;
  after.correcties = feiten.correctie ? one_more(after.correcties) : 0;
  after.testnummers = static_cast<std::uint32_t>(
      std::min<std::uint64_t>(feiten.testnummers, std::numeric_limits<std::uint32_t>::max()));
  after.registraties = feiten.registraties;
  after.eerder_bestand = came_back(after.bestanden, feiten.bestand);
  remember(after.bestanden, feiten.bestand);
  return after;
}

Leverpatroon after_rollback(Leverpatroon before, std::uint64_t bestand, std::uint64_t registraties) {
  Leverpatroon after{.dagen_gelijk = 1, .registraties = registraties, .bestanden = std::move(before.bestanden)};
  const auto known = std::ranges::find(after.bestanden, bestand);
  if (known != after.bestanden.end()) after.bestanden.erase(known + 1, after.bestanden.end());
  return after;
}

bool is_opvallend(const Leverpatroon& patroon, Opvallend opvallend) {
  switch (opvallend) {
    case Opvallend::niemand_beeindigd:
      return patroon.niemand_beeindigd >= kReeks;
    case Opvallend::ongewijzigd:
      return patroon.dagen_gelijk >= kDagenGelijk && patroon.registraties >= kMinstensGelijk;
    case Opvallend::correcties:
      return patroon.correcties >= kCorrecties;
    case Opvallend::eerder_bestand:
      return patroon.eerder_bestand;
    case Opvallend::testnummers:
      return patroon.testnummers > 0;
    case Opvallend::einddatums:
    case Opvallend::verwisseld:
      break;
  }
  return false;
}

void tell(const Leverpatroon& patroon, proto::Aanleverrapport& rapport) {
  if (is_opvallend(patroon, Opvallend::eerder_bestand)) {
    remark(rapport, Bevindingcode::eerder_bestand);
  }
  if (is_opvallend(patroon, Opvallend::correcties)) {
    remark(rapport, Bevindingcode::veel_correcties,
           "Dit is correctie " + std::to_string(patroon.correcties) +
               " van dezelfde peildatum. Controleer of de export niet herhaaldelijk misgaat.");
  }
  if (is_opvallend(patroon, Opvallend::ongewijzigd)) {
    remark(rapport, Bevindingcode::verzameling_ongewijzigd,
           "Op " + std::to_string(patroon.dagen_gelijk) +
               " peildatums op rij waren personen en gegevens precies gelijk. Controleer of de export de stand van nu "
               "bevat.");
  }
  if (is_opvallend(patroon, Opvallend::niemand_beeindigd)) {
    remark(rapport, Bevindingcode::reeks_niet_beeindigd,
           "Dit is aanlevering " + std::to_string(patroon.niemand_beeindigd) +
               " op rij waarin foute rijen verhinderden dat registraties werden beëindigd. Herstel die rijen.");
  }
}

}  // namespace vish::storage
