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

Html banner(const PageContent& content) {
  return element(
      "header", {},
      element("p", {{"class", "merknaam"}}, content.proef ? "VISH beheer, proefinstallatie" : "VISH beheer"),
      element("p", {}, "Stand van ", element("time", {{"datetime", rfc3339(content.nu)}}, kloktijd(content.nu)),
              " voor ", content.beheerder, ". ", element("a", {{"href", "/"}}, "Ververs de pagina")));
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

Html main_of(const PageContent& content, const std::string& kernzin) {
  Element main("main", {{"id", "inhoud"}});
  main.add(element("p", {{"class", "dag"}}, lange_dag(amsterdam_day(content.nu))));
  main.add(element("h1", {}, kernzin));
  if (!content.aandacht.empty()) main.add(attention(content.aandacht));
  if (content.leeg) {
    main.add(first_step());
  } else {
    main.add(section("vastgehouden", "Vastgehouden aanleveringen", wachtenden(content)));
    main.add(section("kalender", "Aanleveringen", kalendertabel(content.kalender)));
  }
  main.add(section("vragen", "Vragen per uur", uurgrafiek(content.uren)));
  return std::move(main).close();
}

}  // namespace

std::string kernzin(const PageContent& content) {
  if (!content.gereed) return "De server antwoordt niet op vragen";
  if (content.leeg) return "Er is nog niemand aangesloten";
  std::string zin;
  if (content.te_laat > 0) zin = aantal_van(content.te_laat, "aansluiting is te laat", "aansluitingen zijn te laat");
  if (content.vastgehouden > 0) {
    zin += zin.empty() ? "" : " en ";
    zin += aantal_van(content.vastgehouden, "aanlevering is vastgehouden", "aanleveringen zijn vastgehouden");
  }
  if (!zin.empty()) return zin;
  if (content.verwacht == 0) return "Vandaag wordt niets verwacht";
  if (content.binnen >= content.verwacht) return "Alle aanleveringen van vandaag zijn binnen";
  return getal(content.binnen) + " van " + aantal_van(content.verwacht, "aanlevering", "aanleveringen") +
         " van vandaag binnen, niemand is te laat";
}

std::string pagina(const PageContent& content) {
  const auto zin = kernzin(content);
  return document(
      element("html", {{"lang", "nl"}}, head_of(zin),
              element("body", {}, element("a", {{"class", "overslaan"}, {"href", "#inhoud"}}, "Naar de inhoud"),
                      banner(content), main_of(content, zin))));
}

}  // namespace vish::server
