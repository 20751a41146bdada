#include "server/page/pagina.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "base/calendar/nederlands.h"
#include "server/page/html.h"
#include "server/page/kalendertabel.h"
#include "server/page/uurgrafiek.h"
#include "support/aansluiting_state.h"

namespace vish::server {
namespace {

using Catch::Matchers::Contains;
using test::at;
using test::dag_van;

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto from = text.find(part); from != std::string::npos; from = text.find(part, from + part.size())) ++found;
  return found;
}

/// Connected, nothing due and nothing asked.
PageContent a_day() {
  PageContent content{};
  content.nu = at("2026-11-25 09:05");
  content.beheerder = "beheerder";
  content.kalender.dagen = {dag_van("2026-11-25"), dag_van("2026-11-24")};
  for (int uur = 0; uur < 24; ++uur) {
    content.uren.push_back({at("2026-11-24 10:00") + std::chrono::hours(uur)});
  }
  return content;
}

Wachtende held(const std::string& organisatie) {
  const auto received = at("2026-11-25 07:00");
  return {"0199c1f0-0000-7000-8000-000000000000",   "GM0344-SHV", organisatie, dag_van("2026-11-24"), received,
          received + storage::Leveringen::kHoudbaar};
}

TEST_CASE("text and the values of attributes are escaped, markup cannot come in") {
  const auto html = element("p", {{"title", "\"'><b>"}}, "<script>alert('x')</script> & \"y\"");
  CHECK(
      html.markup() ==
      "<p title=\"&quot;&#39;&gt;&lt;b&gt;\">&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;</p>");
}

TEST_CASE("a hostile name stays text wherever the page shows it") {
  const std::string hostile = "\"><script>alert('1')</script>";
  auto content = a_day();
  content.beheerder = hostile;
  content.aandacht = {{hostile, hostile}};
  content.kalender.rijen = {
      {hostile, hostile, proto::Aansluitfase::productie, true, true, {Daguitkomst::te_laat, Daguitkomst::verwerkt}}};
  content.wachtenden = {held(hostile)};
  content.wachtenden.front().aansluitcode = hostile;
  content.wachtenden.front().aanlevering_id = hostile;
  content.vastgehouden = 1;
  const auto shown = pagina(content);
  CHECK(count(shown, "<script") == 0);
  CHECK(count(shown, "&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;") >= 9);
}

TEST_CASE("the heading says in one sentence how the deliveries of today stand") {
  auto content = a_day();
  CHECK(kernzin(content) == "Vandaag wordt niets verwacht");
  content.verwacht = 5;
  content.binnen = 4;
  CHECK(kernzin(content) == "4 van 5 aanleveringen van vandaag binnen, niemand is te laat");
  content.binnen = 5;
  CHECK(kernzin(content) == "Alle aanleveringen van vandaag zijn binnen");
  content.te_laat = 3;
  CHECK(kernzin(content) == "3 aansluitingen zijn te laat");
  content.vastgehouden = 1;
  CHECK(kernzin(content) == "3 aansluitingen zijn te laat en 1 aanlevering is vastgehouden");
  content.leeg = true;
  CHECK(kernzin(content) == "Er is nog niemand aangesloten");
  content.gereed = false;
  CHECK(kernzin(content) == "De server antwoordt niet op vragen");
}

TEST_CASE("an empty installation is told the first step, and nothing of deliveries") {
  auto content = a_day();
  content.leeg = true;
  const auto shown = pagina(content);
  CHECK_THAT(shown, Contains("vishctl organisatie add") && !Contains("Vastgehouden aanleveringen"));
}

TEST_CASE("every day has a sign and words of its own") {
  std::set<std::string_view> signs;
  std::set<std::string_view> words;
  for (const auto uitkomst : kDaguitkomsten) {
    signs.insert(dagteken(uitkomst).teken);
    words.insert(dagteken(uitkomst).woord);
  }
  CHECK(signs.size() == std::size(kDaguitkomsten));
  CHECK(words.size() == std::size(kDaguitkomsten));
}

TEST_CASE("the calendar has a header for each row and column, and says what it leaves out") {
  Leverkalender kalender;
  kalender.dagen = {dag_van("2026-11-25"), dag_van("2026-11-24")};
  kalender.rijen = {{"GM0344-SHV",
                     "Gemeente Utrecht",
                     proto::Aansluitfase::test,
                     false,
                     false,
                     {Daguitkomst::vastgehouden, Daguitkomst::niets_ontvangen}}};
  kalender.verzwegen = 41;
  const auto shown = kalendertabel(kalender).markup();
  CHECK(count(shown, "scope=\"row\"") == 1);
  CHECK(count(shown, "scope=\"col\"") == 3);
  CHECK_THAT(shown, Contains("42 aansluitingen") && Contains("de eerste 1;") && Contains("di 24 nov"));
  CHECK_THAT(shown, Contains("<span class=\"voorlezen\">niets ontvangen</span>"));
}

TEST_CASE("the page of the most aansluitingen that it shows stays below a megabyte") {
  auto content = a_day();
  content.kalender.dagen.assign(Leverkalender::kDagen, dag_van("2026-11-25"));
  const std::vector<Daguitkomst> longest(Leverkalender::kDagen, Daguitkomst::na_uur);
  const Kalenderrij rij{"GM0344-SHV", std::string(200, 'x'), proto::Aansluitfase::test, true, true, longest};
  content.kalender.rijen.assign(Leverkalender::kRijen, rij);
  CHECK(pagina(content).size() < 1'000'000);
}

TEST_CASE("who is late or held for another day than today is marked by name") {
  Leverkalender kalender;
  kalender.dagen = {dag_van("2026-11-25")};
  kalender.rijen = {{"A", "A", proto::Aansluitfase::productie, true, true, {Daguitkomst::geweigerd}}};
  CHECK_THAT(kalendertabel(kalender).markup(), Contains("<strong class=\"merk fout\">te laat</strong>") &&
                                                   Contains("<strong class=\"merk wacht\">vastgehouden</strong>"));
  kalender.rijen.front().vastgehouden = false;
  kalender.rijen.front().dagen = {Daguitkomst::te_laat};
  CHECK(count(kalendertabel(kalender).markup(), "<strong") == 0);
}

TEST_CASE("a held delivery shows its numbers and what to run; one that cannot be released says so") {
  auto content = a_day();
  content.wachtenden = {held("Gemeente Utrecht")};
  content.vastgehouden = 3;
  CHECK_THAT(pagina(content), Contains("kan op dit moment niet") && Contains("En nog 2"));
  storage::Vrijgaveverschil verschil;
  verschil.aantallen.rijen = 12;
  verschil.van_kracht_voor = 1234;
  verschil.van_kracht_na = 11;
  content.wachtenden.front().verschil = verschil;
  const auto shown = pagina(content);
  CHECK_THAT(shown, Contains("1.234 nu, 11 na vrijgeven") && Contains("wo 2 dec 07:00"));
  CHECK_THAT(shown, Contains("vishctl aanlevering diff 0199c1f0-0000-7000-8000-000000000000"));
}

TEST_CASE("each hour has two bars in proportion, and a row of figures") {
  auto uren = a_day().uren;
  uren[3].vragen = 10;
  uren[3].matches = 5;
  uren[4].vragen = 1;
  const auto shown = uurgrafiek(uren).markup();
  CHECK(count(shown, "<rect") == 48);
  CHECK(count(shown, "height=\"180\"") == 1);
  CHECK(count(shown, "height=\"90\"") == 1);
  CHECK(count(shown, "height=\"18\"") == 1);
  CHECK(count(shown, "<th scope=\"row\">") == 24);
  CHECK_THAT(shown, Contains("11 beantwoorde vragen") && Contains("5 matches") && Contains("wo 25 nov 09:00"));
}

TEST_CASE("a day without questions has no bars to show") {
  CHECK_THAT(uurgrafiek(a_day().uren).markup(), Contains("24 uur is er geen vraag beantwoord") && !Contains("<svg"));
}

TEST_CASE("the scale ends at a round number that is high enough") {
  CHECK(top_of_scale(0) == 2);
  CHECK(top_of_scale(2) == 2);
  CHECK(top_of_scale(3) == 4);
  CHECK(top_of_scale(10) == 10);
  CHECK(top_of_scale(11) == 20);
  CHECK(top_of_scale(1'000'001) == 2'000'000);
}

TEST_CASE("numbers, days and times are Dutch") {
  CHECK(getal(999) == "999");
  CHECK(getal(1'234'567) == "1.234.567");
  CHECK(aantal_van(1, "vraag", "vragen") == "1 vraag");
  CHECK(lange_dag(dag_van("2026-11-25")) == "woensdag 25 november 2026");
  CHECK(kort_moment(at("2026-03-29 03:30")) == "zo 29 mrt 03:30");
}

}  // namespace
}  // namespace vish::server
