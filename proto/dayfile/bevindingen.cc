#include "proto/dayfile/bevindingen.h"

#include <string_view>

namespace vish::proto::dagbestand {
namespace {

constexpr std::string_view kEndsNobody = " Zolang deze rij zo in het bestand staat, beëindigt het bestand niemand.";

}  // namespace

bool is_fault(Bevindingcode code) { return ernst_of(code) == Ernst::fout; }

bool may_have_swallowed(Bevindingcode code) { return gevolg_of(code) == Gevolg::beeindigt_niemand; }

Bevinding make_bevinding(std::uint64_t regel, std::optional<Kolom> kolom, Bevindingcode code, const Signs& signs,
                         bool ends_nobody) {
  auto bevinding = bevinding_of(regel, kolom, code);
  if (!signs.empty()) bevinding.melding += " In de waarde staat " + signs.text() + ".";
  const bool names_nobody = kolom == Kolom::burgerservicenummer && is_fault(code);
  if (ends_nobody || names_nobody || may_have_swallowed(code)) bevinding.melding += kEndsNobody;
  return bevinding;
}

Bestandsfout make_bestandsfout(std::uint64_t regel, Bevindingcode code) {
  return {regel, code, std::string(melding_of(code))};
}

}  // namespace vish::proto::dagbestand
