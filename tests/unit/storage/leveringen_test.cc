#include "storage/delivery/leveringen.h"

#include <catch2/catch.hpp>

#include "base/core/uuid.h"
#include "storage/database/keys.h"
#include "storage/delivery/rapporten.h"
#include "support/keys_on_disk.h"

using namespace vish::test;
using vish::ErrorCode;
using vish::new_uuid7;
using vish::proto::Aanleverstatus;
using vish::proto::Aansluitfase;
using vish::storage::Leveruitkomst;
using vish::storage::Rapportvraag;

namespace {

std::vector<vish::proto::Bsn> first(std::size_t count) { return {kVeertig.begin(), kVeertig.begin() + count}; }

/// Everybody registered on day 2, and on day 3 a file that is held.
std::string hold(Opslag& opslag) {
  need(opslag.deliver(dag(2), dagbestand(kVeertig)));
  const auto held = need(opslag.deliver(dag(3), dagbestand(first(5))));
  REQUIRE(held.uitkomst == Leveruitkomst::vastgehouden);
  return held.rapport.aanlevering_id;
}

/// An id as one made at that moment.
std::string uuid7_of(vish::Tijdstip moment) {
  const auto milliseconds = static_cast<unsigned long long>(moment.time_since_epoch().count());
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%08llx-%04llx-7fff-8000-000000000000", milliseconds >> 16U,
                milliseconds & 0xFFFFU);
  return text.data();
}

constexpr auto kMegabyte = std::size_t{1} << 20U;

/// Puts so many reports in a database that has none, with a reason of that size; only the oldest is of a refused file.
/// Returns their ids, the oldest first.
std::vector<std::string> keep(Opslag& opslag, std::size_t number, std::size_t size) {
  const auto nummer = opslag.store->stand()->aansluiting(kCode)->aansluiting.nummer;
  opslag.close();
  vish::proto::Aanleverrapport rapport{{},        kCode, dag(2), {}, Aansluitfase::test,     kGemeente.text(),
                                       moment(2), {},    {},     {}, std::string(size, 'x'), {},
                                       {}};
  std::vector<std::string> ids;
  vish::storage::Ops ops;
  for (std::size_t i = 0; i < number; ++i) {
    rapport.status = i == 0 ? Aanleverstatus::geweigerd : Aanleverstatus::verwerkt;
    rapport.aanlevering_id = ids.emplace_back(uuid7_of(moment(2) + std::chrono::milliseconds(i)));
    vish::storage::put_rapport(ops, nummer, rapport);
    ops.push_back(vish::storage::put_rapport_index(nummer, rapport));
  }
  need(KeysOnDisk(opslag.options()).database().write(ops, true));
  opslag.open();
  return ids;
}

}  // namespace

TEST_CASE("a first delivery is verwerkt, another for the same peildatum a correctie") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto one = need(opslag.deliver(dag(2), dagbestand(first(3))));
  CHECK(one.uitkomst == Leveruitkomst::verwerkt);
  CHECK(one.rapport.status == Aanleverstatus::verwerkt);
  CHECK(one.rapport.aantallen.nieuw == 3);
  CHECK(one.rapport.aangeleverd_door == kGemeente.text());
  const auto two = need(opslag.deliver(dag(2), dagbestand(first(4))));
  CHECK(two.uitkomst == Leveruitkomst::correctie);
  CHECK(two.rapport.aantallen.nieuw == 1);
  CHECK(two.rapport.aantallen.ongewijzigd == 3);
  CHECK(need(opslag.store->leveringen().find(kCode, dag(2)))->aanlevering_id == two.rapport.aanlevering_id);
}

TEST_CASE("a report is listed after those that are stored, also where the clock was set back since") {
  using namespace vish::storage;
  Opslag opslag;
  opslag.add_in_productie();
  const auto nummer = opslag.store->stand()->aansluiting(kCode)->aansluiting.nummer;
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto ahead = uuid7_of(now + std::chrono::hours(1));
  opslag.close();
  need(KeysOnDisk(opslag.options())
           .database()
           .write({{Cf::rapporten, rapport_index_key(ahead), nummer_key(nummer)}}, true));
  opslag.open();
  const auto one = need(opslag.deliver(dag(2), dagbestand(first(3)))).rapport.aanlevering_id;
  const auto two = need(opslag.deliver(dag(3), dagbestand(first(3)))).rapport.aanlevering_id;
  CHECK(one > ahead);
  CHECK(two > one);
  CHECK(new_uuid7() < ahead);
  CHECK(need(opslag.store->leveringen().list({})).rapporten.front().aanlevering_id == two);
}

TEST_CASE("the same bytes again answer with the earlier report and change nothing") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto one = need(opslag.deliver(dag(2), dagbestand(first(3))));
  opslag.reopen();
  const auto lines = opslag.store->audit().size();
  const auto again = need(opslag.deliver(dag(2), dagbestand(first(3))));
  CHECK(again.uitkomst == Leveruitkomst::herhaald);
  CHECK(again.rapport == one.rapport);
  CHECK(opslag.store->audit().size() == lines);
  CHECK(need(opslag.deliver(dag(3), dagbestand(first(3)))).uitkomst == Leveruitkomst::verwerkt);
}

TEST_CASE("an older peildatum than the newest processed or held is refused") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto id = hold(opslag);
  const auto older = need(opslag.deliver(dag(2), dagbestand(first(39))));
  CHECK(older.uitkomst == Leveruitkomst::volgorde);
  CHECK(older.rapport.status == Aanleverstatus::geweigerd);
  need(opslag.reject(id));
  CHECK(need(opslag.deliver(dag(2), dagbestand(first(39)))).uitkomst == Leveruitkomst::correctie);
}

TEST_CASE("a peildatum in the future is refused") {
  Opslag opslag;
  opslag.add_in_productie();
  CHECK(need(opslag.deliver(dag(31), dagbestand(first(3)))).uitkomst == Leveruitkomst::geweigerd);
  CHECK(need(opslag.deliver(dag(30), dagbestand(first(3)))).uitkomst == Leveruitkomst::verwerkt);
}

TEST_CASE("a file that cannot be read is refused whole, with its finding, and counts as not seen") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(first(3))));
  const auto text =
      GENERATE(as<std::string>(), "", "naam;plaats\nx;y\n", "bsn;startdatum\n",
               "bsn;startdatum;fase\n\"999990019;2026-01-01;nazorg\n", "bsn;startdatum;fase\n999990019;2026-01-01;naz");
  const auto refused = need(opslag.deliver(dag(3), text));
  CHECK(refused.uitkomst == Leveruitkomst::geweigerd);
  CHECK(refused.rapport.status == Aanleverstatus::geweigerd);
  CHECK(refused.rapport.reden);
  CHECK_FALSE(refused.rapport.bevindingen.empty());
  CHECK(need(opslag.store->leveringen().find(refused.rapport.aanlevering_id)) == refused.rapport);
  CHECK(opslag.count(kVeertig) == 3);
  CHECK(need(opslag.deliver(dag(2), dagbestand(first(4)))).uitkomst == Leveruitkomst::correctie);
}

TEST_CASE("a file with more than five percent faulty rows is refused whole") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(first(3))));
  std::vector<Regel> regels;
  for (std::size_t i = 0; i < 19; ++i) regels.push_back(regel(kVeertig[i]));
  regels.push_back(foute_regel(kVeertig[30]));
  CHECK(need(opslag.deliver(dag(3), dagbestand(regels))).uitkomst == Leveruitkomst::verwerkt);
  regels.push_back(foute_regel(kVeertig[31]));
  const auto refused = need(opslag.deliver(dag(4), dagbestand(regels)));
  CHECK(refused.uitkomst == Leveruitkomst::geweigerd);
  CHECK(refused.rapport.aantallen.foutief == 2);
  CHECK(opslag.find(kVeertig[0]).at(0).peildatum == dag(3));
}

TEST_CASE("a fault found outside the file refuses it with that reason") {
  Opslag opslag;
  opslag.add_in_productie();
  auto delivery = need(opslag.store->leveringen().start(opslag.opdracht(dag(2))));
  CHECK(delivery->feed(dagbestand(first(3))));
  delivery->refuse("De compressie is beschadigd.");
  // A block of it is still read, by which the refused file is known again.
  CHECK_FALSE(delivery->feed(std::string(std::size_t{1} << 20U, 'x')));
  const auto refused = need(delivery->finish());
  CHECK(refused.uitkomst == Leveruitkomst::geweigerd);
  CHECK(refused.rapport.reden == "De compressie is beschadigd.");
  CHECK(opslag.count(kVeertig) == 0);
}

TEST_CASE("a file with more rows or bytes than allowed is too large") {
  Opslag opslag;
  opslag.add_in_productie();
  auto opdracht = opslag.opdracht(dag(2));
  opdracht.max_rijen = 3;
  CHECK(need(opslag.deliver(opdracht, dagbestand(first(4)))).uitkomst == Leveruitkomst::te_groot);
  CHECK(need(opslag.deliver(opdracht, dagbestand(first(3)))).uitkomst == Leveruitkomst::verwerkt);
  opdracht.max_rijen = 100;
  opdracht.max_bytes = dagbestand(first(5)).size() - 1;
  opdracht.peildatum = dag(3);
  CHECK(need(opslag.deliver(opdracht, dagbestand(first(5)))).uitkomst == Leveruitkomst::te_groot);
  ++opdracht.max_bytes;
  CHECK(need(opslag.deliver(opdracht, dagbestand(first(5)))).uitkomst == Leveruitkomst::verwerkt);
}

TEST_CASE("one delivery or decision for an aansluiting at a time; one that is let go leaves no trace") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto id = hold(opslag);
  const auto lines = opslag.store->audit().size();
  {
    const auto open = need(opslag.store->leveringen().start(opslag.opdracht(dag(4))));
    open->feed(dagbestand(first(39)));
    CHECK(opslag.deliver(dag(4), dagbestand(first(39))).error().code == ErrorCode::busy);
    CHECK(opslag.release(id).error().code == ErrorCode::busy);
  }
  CHECK(opslag.store->audit().size() == lines);
  CHECK(opslag.count(kVeertig) == 40);
  CHECK(need(opslag.release(id)).status == Aanleverstatus::verwerkt);
}

TEST_CASE("only a known aansluiting in test or productie may deliver") {
  Opslag opslag;
  CHECK(opslag.deliver(dag(2), "").error().code == ErrorCode::missing);
  need(opslag.store->registry().add(aansluiting(kCode), handeling("aansluiting.add")));
  CHECK(opslag.deliver(dag(2), "").error().code == ErrorCode::forbidden);
  opslag.add_in_productie("GM0002");
  need(opslag.move(Aansluitfase::geschorst, "GM0002"));
  CHECK(opslag.deliver(dag(2), "", "GM0002").error().code == ErrorCode::forbidden);
  opslag.end("GM0002");
  CHECK(opslag.deliver(dag(2), "", "GM0002").error().code == ErrorCode::forbidden);
}

TEST_CASE("reports are listed newest first, by aansluiting, by status and page by page") {
  Opslag opslag;
  opslag.add_in_productie();
  opslag.add_in_productie("GM0002");
  std::vector<std::string> ids;
  for (int day = 2; day < 8; ++day) {
    ids.push_back(need(opslag.deliver(dag(day), day % 2 == 0 ? "" : dagbestand(first(1)))).rapport.aanlevering_id);
    need(opslag.deliver(dag(day), "", "GM0002"));
  }
  auto& leveringen = opslag.store->leveringen();
  const auto found = need(leveringen.list({.aansluitcode = kCode, .status = {}, .na = ids[4], .limiet = 2}));
  const auto& page = found.rapporten;
  REQUIRE(page.size() == 2);
  CHECK(page[0].aanlevering_id == ids[3]);
  CHECK(page[1].aanlevering_id == ids[2]);
  CHECK(found.volgende == ids[2]);
  CHECK(need(leveringen.list({.aansluitcode = {}, .status = {}, .na = {}, .limiet = 100})).rapporten.size() == 12);
  CHECK(need(leveringen.list({.aansluitcode = {}, .status = Aanleverstatus::verwerkt, .na = {}})).rapporten.size() ==
        3);
  CHECK(need(leveringen.list({.aansluitcode = "GM0009", .status = {}, .na = {}})).rapporten.empty());
}

TEST_CASE("a search ends after looking at many reports or at large ones, and the next page goes on there") {
  using vish::storage::Leveringen;
  const auto [number, size, seen] = GENERATE(
      table<std::size_t, std::size_t, std::size_t>({{Leveringen::kMostLooked + 5, 0, Leveringen::kMostLooked},
                                                    {20, kMegabyte, Leveringen::kMostBytesLooked / kMegabyte}}));
  Opslag opslag;
  opslag.add_in_test();
  const auto ids = keep(opslag, number, size);
  const auto code = GENERATE(as<std::optional<std::string>>(), std::nullopt, kCode);
  Rapportvraag vraag{.aansluitcode = code, .status = Aanleverstatus::geweigerd, .na = {}};
  const auto page = need(opslag.store->leveringen().list(vraag));
  CHECK(page.rapporten.empty());
  CHECK(page.volgende == ids[number - seen]);
  vraag.na = page.volgende;
  const auto next = need(opslag.store->leveringen().list(vraag));
  REQUIRE(next.rapporten.size() == 1);
  CHECK(next.rapporten.front().aanlevering_id == ids.front());
  CHECK_FALSE(next.volgende);
}

TEST_CASE("every delivery leaves an audit line that names it and its outcome") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto before = opslag.store->audit().size();
  const auto id = hold(opslag);
  need(opslag.deliver(dag(4), ""));
  need(opslag.release(id));
  const auto lines = need(opslag.store->audit().list({.match_id = {}, .na = before})).regels;
  REQUIRE(lines.size() == 4);
  CHECK(lines[0].uitkomst.text() == "verwerkt");
  CHECK(lines[0].actor == kGemeente.text());
  CHECK(lines[0].trace_id == opslag.opdracht(dag(1)).trace_id);
  CHECK(lines[1].uitkomst.text() == "vastgehouden");
  CHECK(lines[1].onderwerp == id);
  CHECK(lines[2].uitkomst.text() == "geweigerd");
  CHECK(lines[3].handeling.text() == "aanlevering.release");
  CHECK(lines[3].actor == kEerste);
}

TEST_CASE("what was received since a moment is told newest first, refused files too") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(first(3))));
  need(opslag.deliver(dag(3), "geen;kop\n"));
  const auto& leveringen = opslag.store->leveringen();
  const auto all = need(leveringen.received(kCode, {}));
  REQUIRE(all.size() == 2);
  CHECK(all.front().status == Aanleverstatus::geweigerd);
  CHECK(all.back().status == Aanleverstatus::verwerkt);
  CHECK(all.back().peildatum == dag(2));
  CHECK(need(leveringen.received(kCode, all.front().ontvangen_op + std::chrono::milliseconds(1))).empty());
  CHECK(need(leveringen.received("ONBEKEND", {})).empty());
}
