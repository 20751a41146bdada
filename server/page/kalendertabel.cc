#include "server/page/kalendertabel.h"

#include <array>
#include <string>

#include "base/calendar/nederlands.h"

namespace vish::server {
namespace {

/// Returns the class in stijl.cc that colours the outcome.
std::string css_class(Daguitkomst uitkomst) {
  switch (uitkomst) {
    case Daguitkomst::verwerkt:
    case Daguitkomst::na_uur:
      return "goed";
    case Daguitkomst::vastgehouden:
      return "wacht";
    case Daguitkomst::geweigerd:
    case Daguitkomst::te_laat:
    case Daguitkomst::niets_ontvangen:
      return "fout";
    case Daguitkomst::niet_doorgevoerd:
    case Daguitkomst::verwacht:
    case Daguitkomst::geen_aanleverdag:
    case Daguitkomst::nog_niet:
      break;
  }
  return "stil";
}

Html sign(Daguitkomst uitkomst) {
  return element("span", {{"class", "teken"}, {"aria-hidden", "true"}}, dagteken(uitkomst).teken);
}

Html today(Daguitkomst uitkomst) {
  return element("td", {{"class", "vandaag " + css_class(uitkomst)}}, sign(uitkomst), " ", dagteken(uitkomst).woord);
}

Html earlier_day(Daguitkomst uitkomst) {
  return element("td", {{"class", css_class(uitkomst)}}, sign(uitkomst),
                 element("span", {{"class", "voorlezen"}}, dagteken(uitkomst).woord));
}

Html row_of(const Kalenderrij& rij) {
  Element row("tr", {});
  Element name("th", {{"scope", "row"}});
  name.add(element("span", {{"class", "code"}}, rij.aansluitcode));
  name.add(element("span", {{"class", "organisatie"}}, rij.organisatie));
  const bool says_late = rij.dagen.front() == Daguitkomst::te_laat;
  const bool says_held = rij.dagen.front() == Daguitkomst::vastgehouden;
  if (rij.te_laat && !says_late) name.add(element("strong", {{"class", "merk fout"}}, "te laat"));
  if (rij.vastgehouden && !says_held) name.add(element("strong", {{"class", "merk wacht"}}, "vastgehouden"));
  if (rij.fase != proto::Aansluitfase::productie) {
    name.add(element("span", {{"class", "merk stil"}}, to_text(rij.fase)));
  }
  row.add(std::move(name).close());
  for (std::size_t i = 0; i < rij.dagen.size(); ++i) {
    row.add(i == 0 ? today(rij.dagen[i]) : earlier_day(rij.dagen[i]));
  }
  return std::move(row).close();
}

Html heading_of(const std::vector<Datum>& dagen) {
  Element row("tr", {});
  row.add(element("th", {{"scope", "col"}}, "Aansluiting"));
  for (std::size_t i = 0; i < dagen.size(); ++i) {
    row.add(element("th", {{"scope", "col"}}, i == 0 ? "Vandaag" : korte_dag(dagen[i])));
  }
  return element("thead", {}, std::move(row).close());
}

Html legend_of_days() {
  Element list("ul", {{"class", "legenda"}, {"aria-label", "Betekenis van de tekens"}});
  for (const auto uitkomst : kDaguitkomsten) {
    list.add(element("li", {}, element("span", {{"class", "vak " + css_class(uitkomst)}}, sign(uitkomst)), " ",
                     dagteken(uitkomst).woord));
  }
  return std::move(list).close();
}

std::string explanation_of(const Leverkalender& kalender) {
  auto text = aantal_van(kalender.rijen.size() + kalender.verzwegen, "aansluiting", "aansluitingen") + ", de laatste " +
              std::to_string(kalender.dagen.size()) +
              " dagen met de nieuwste eerst. Wie te laat is of op u wacht staat bovenaan.";
  if (kalender.verzwegen > 0) {
    text += " Hier staan de eerste " + getal(kalender.rijen.size()) + "; alle staan in vishctl aansluiting list.";
  }
  return text;
}

}  // namespace

Dagteken dagteken(Daguitkomst uitkomst) {
  constexpr std::array<Dagteken, std::size(kDaguitkomsten)> kTekens{{{"✓", "verwerkt"},
                                                                     {"↷", "na het uur verwerkt"},
                                                                     {"‖", "vastgehouden"},
                                                                     {"✗", "geweigerd"},
                                                                     {"↺", "niet doorgevoerd"},
                                                                     {"!", "te laat"},
                                                                     {"○", "niets ontvangen"},
                                                                     {"…", "verwacht"},
                                                                     {"–", "geen aanleverdag"},
                                                                     {"·", "nog niet van toepassing"}}};
  return kTekens.at(static_cast<std::size_t>(uitkomst));
}

Html kalendertabel(const Leverkalender& kalender) {
  Element body("tbody", {});
  for (const auto& rij : kalender.rijen) body.add(row_of(rij));
  const auto table =
      element("table", {{"class", "kalender"}}, element("caption", {{"id", "kalendernaam"}}, "Per aansluiting en dag"),
              heading_of(kalender.dagen), std::move(body).close());
  auto html = element("p", {}, explanation_of(kalender));
  html += element(
      "div", {{"class", "schuif"}, {"role", "region"}, {"aria-labelledby", "kalendernaam"}, {"tabindex", "0"}}, table);
  return html += legend_of_days();
}

}  // namespace vish::server
