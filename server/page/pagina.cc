#include "server/page/pagina.h"

#include "base/calendar/clock.h"
#include "base/calendar/nederlands.h"
#include "server/page/html.h"
#include "server/page/kalendertabel.h"
#include "server/page/uurgrafiek.h"
#include "server/page/wachtenden.h"

namespace vish::server {
namespace {

Html head_of(const std::string& kernzin) {
  return element("head", {}, void_element("meta", {{"charset", "utf-8"}}),
                 void_element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
                 element("title", {}, kernzin, " – VISH beheer"),
                 void_element("link", {{"rel", "stylesheet"}, {"href", "/stijl.css"}}));
}

Html banner(const Paginastand& stand) {
  return element("header", {},
                 element("p", {{"class", "merknaam"}}, stand.proef ? "VISH beheer, proefinstallatie" : "VISH beheer"),
                 element("p", {}, "Stand van ", element("time", {{"datetime", rfc3339(stand.nu)}}, kloktijd(stand.nu)),
                         " voor ", stand.beheerder, ". ", element("a", {{"href", "/"}}, "Ververs de pagina")));
}

Html section(const std::string& id, const std::string& title, const Html& content) {
  return element("section", {{"aria-labelledby", id}}, element("h2", {{"id", id}}, title), content);
}

Html attention(const std::vector<proto::Aandachtspunt>& punten) {
  Element list("ul", {{"class", "aandacht"}});
  for (const auto& [wat, opdracht] : punten) {
    list.add(element("li", {}, element("span", {}, wat), element("code", {}, opdracht)));
  }
  return section("aandacht", "Dit vraagt uw aandacht", std::move(list).close());
}

Html first_step() {
  const auto step = [](const std::string& what, const std::string& command) {
    return element("li", {}, element("span", {}, what), element("code", {}, command));
  };
  return section(
      "begin", "De eerste stap",
      element("p", {},
              "Zodra een gemeente is aangesloten staat hier elke dag wat zij aanlevert. Begin op de opdrachtregel:") +=
      element("ol", {{"class", "aandacht"}},
              step("Leg de organisatie vast", "vishctl organisatie add OIN --naam NAAM --soort gemeente"),
              step("Geef haar een aansluiting", "vishctl aansluiting add --help"),
              step("Laat een deurwaarder vragen stellen", "vishctl bevrager add --help")) +=
      element("p", {}, "Het beheerhandboek beschrijft dit onder ", element("cite", {}, "Partijen aansluiten"), "."));
}

Html main_of(const Paginastand& stand, const std::string& kernzin) {
  Element main("main", {{"id", "inhoud"}});
  main.add(element("p", {{"class", "dag"}}, lange_dag(amsterdam_day(stand.nu))));
  main.add(element("h1", {}, kernzin));
  if (!stand.aandacht.empty()) main.add(attention(stand.aandacht));
  if (stand.leeg) {
    main.add(first_step());
  } else {
    main.add(section("vastgehouden", "Vastgehouden aanleveringen", wachtenden(stand)));
    main.add(section("kalender", "Aanleveringen", kalendertabel(stand.kalender)));
  }
  main.add(section("vragen", "Vragen per uur", uurgrafiek(stand.uren)));
  return std::move(main).close();
}

}  // namespace

std::string kernzin(const Paginastand& stand) {
  if (!stand.gereed) return "De server antwoordt niet op vragen";
  if (stand.leeg) return "Er is nog niemand aangesloten";
  std::string zin;
  if (stand.te_laat > 0) zin = aantal_van(stand.te_laat, "aansluiting is te laat", "aansluitingen zijn te laat");
  if (stand.vastgehouden > 0) {
    zin += zin.empty() ? "" : " en ";
    zin += aantal_van(stand.vastgehouden, "aanlevering is vastgehouden", "aanleveringen zijn vastgehouden");
  }
  if (!zin.empty()) return zin;
  if (stand.verwacht == 0) return "Vandaag wordt niets verwacht";
  if (stand.binnen >= stand.verwacht) return "Alle aanleveringen van vandaag zijn binnen";
  return getal(stand.binnen) + " van " + aantal_van(stand.verwacht, "aanlevering", "aanleveringen") +
         " van vandaag binnen, niemand is te laat";
}

std::string pagina(const Paginastand& stand) {
  const auto zin = kernzin(stand);
  return document(
      element("html", {{"lang", "nl"}}, head_of(zin),
              element("body", {}, element("a", {{"class", "overslaan"}, {"href", "#inhoud"}}, "Naar de inhoud"),
                      banner(stand), main_of(stand, zin))));
}

}  // namespace vish::server
