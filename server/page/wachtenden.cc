#include "server/page/wachtenden.h"

#include <string>

#include "base/calendar/nederlands.h"

namespace vish::server {
namespace {

Html fact(std::string_view name, const std::string& value) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value));
}

std::string before_and_after(std::uint64_t before, std::uint64_t after) {
  return getal(before) + " nu, " + getal(after) + " na vrijgeven";
}

void add_numbers(const storage::Vrijgaveverschil& verschil, Element& facts) {
  const auto& aantallen = verschil.aantallen;
  facts.add(fact("Rijen in het bestand", getal(aantallen.rijen)));
  facts.add(fact("Nieuw", getal(aantallen.nieuw)));
  facts.add(fact("Gewijzigd", getal(aantallen.gewijzigd)));
  facts.add(fact("Beëindigd", getal(aantallen.beeindigd)));
  facts.add(fact("Geregistreerd", before_and_after(verschil.registraties_voor, verschil.registraties_na)));
  facts.add(fact("Van kracht", before_and_after(verschil.van_kracht_voor, verschil.van_kracht_na)));
}

Html command(const std::string& what, std::string_view text) {
  return element("li", {}, what, ": ", element("code", {}, text));
}

Html card(const Wachtende& wachtende) {
  const auto& id = wachtende.aanlevering_id;
  Element facts("dl", {});
  facts.add(fact("Peildatum", korte_dag(wachtende.peildatum)));
  facts.add(fact("Ontvangen", kort_moment(wachtende.ontvangen_op)));
  facts.add(fact("Verloopt zonder besluit", kort_moment(wachtende.verloopt_op)));
  if (wachtende.verschil) {
    add_numbers(*wachtende.verschil, facts);
  } else {
    facts.add(fact("Vrijgeven", "kan op dit moment niet; vishctl zegt waarom"));
  }
  return element("article", {{"class", "kaart"}},
                 element("h3", {}, wachtende.aansluitcode, " ",
                         element("span", {{"class", "organisatie"}}, wachtende.organisatie)),
                 std::move(facts).close(),
                 element("ul", {{"class", "opdrachten"}}, command("Bekijk", "vishctl aanlevering diff " + id),
                         command("Geef vrij", "vishctl aanlevering release " + id + " --reden REDEN"),
                         command("Wijs af", "vishctl aanlevering reject " + id + " --reden REDEN")));
}

}  // namespace

Html wachtenden(const PageContent& pagina) {
  if (pagina.vastgehouden == 0) return element("p", {}, "Er wordt niets vastgehouden.");
  Html cards;
  for (const auto& wachtende : pagina.wachtenden) cards += card(wachtende);
  const auto more = pagina.vastgehouden - pagina.wachtenden.size();
  if (more > 0) {
    cards += element("p", {}, "En nog " + getal(more) + ": ",
                     element("code", {}, "vishctl aanlevering list --status vastgehouden"));
  }
  return cards;
}

}  // namespace vish::server
