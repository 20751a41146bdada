#include <catch2/catch.hpp>

#include "proto/terms/bevindingcode.h"
#include "support/keys_on_disk.h"

// What a person's protection depends on: who is found, from when and until
// when, and by whom.

using namespace vish::test;
using vish::proto::Aansluitfase;
using vish::storage::Cf;
using vish::storage::Leveruitkomst;

namespace {

constexpr unsigned kGeenTestnummer = 123'450'000;

std::vector<Regel> good(std::size_t from, std::size_t to) {
  std::vector<Regel> regels;
  for (std::size_t i = from; i < to; ++i) regels.push_back(regel(kDertig[i]));
  return regels;
}

}  // namespace

TEST_CASE("a faulty row leaves the registration as it was, with the peildatum that last confirmed it") {
  Opslag opslag;
  opslag.add_in_productie();
  auto regels = good(0, 30);
  regels[0].kenmerk = "SHV-2026-0012";
  need(opslag.deliver(dag(2), dagbestand(regels)));
  regels[0] = foute_regel(kDertig[0]);
  for (int day = 3; day < 6; ++day) {
    const auto result = need(opslag.deliver(dag(day), dagbestand(regels)));
    CHECK(result.rapport.aantallen.niet_beeindigd == 1);
    CHECK(result.rapport.aantallen.foutief == 1);
    opslag.reopen();
    const auto kept = opslag.find(kDertig[0]).at(0);
    CHECK(kept.kenmerk == "SHV-2026-0012");
    CHECK(kept.peildatum == dag(2));
    CHECK(opslag.find(kDertig[1]).at(0).peildatum == dag(day));
  }
  regels[0] = regel(kDertig[0]);
  need(opslag.deliver(dag(6), dagbestand(regels)));
  CHECK(opslag.find(kDertig[0]).at(0).peildatum == dag(6));
}

TEST_CASE("a file whose rows may have swallowed others ends nobody, and its report says so") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(good(0, 30))));
  auto regels = good(0, 30);
  regels[4].kenmerk = "\"zie map 3";
  regels[6].kenmerk = "ok\"";
  const auto rapport = need(opslag.deliver(dag(3), dagbestand(regels))).rapport;
  CHECK(rapport.aantallen.niet_beeindigd == 3);
  CHECK(rapport.aantallen.beeindigd == 0);
  CHECK(rapport.reden.value_or("").find("niemand beëindigd") != std::string::npos);
  CHECK(opslag.count(kDertig) == 30);
  CHECK_FALSE(need(opslag.deliver(dag(4), dagbestand(good(0, 29)))).rapport.reden);
  CHECK(opslag.count(kDertig) == 29);
}

TEST_CASE("an end date that comes earlier waits for a file in which every row can be read") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(good(0, 25))));
  auto regels = good(0, 25);
  regels[0].einddatum = dag(3).text();
  regels[0].kenmerk = "K";
  auto damaged = regels;
  damaged.push_back(onleesbare_regel());
  const auto rapport = need(opslag.deliver(dag(3), dagbestand(damaged))).rapport;
  CHECK(rapport.aantallen.ongewijzigd == 25);
  CHECK(rapport.aantallen.niet_beeindigd == 1);
  CHECK(rapport.reden.value_or("").find("niemand beëindigd") != std::string::npos);
  opslag.reopen();
  CHECK(opslag.known(kDertig[0], true, dag(4)));
  CHECK(opslag.find(kDertig[0]).at(0).peildatum == dag(2));
  CHECK(need(opslag.deliver(dag(4), dagbestand(good(1, 25)))).rapport.aantallen.beeindigd == 1);
  CHECK_FALSE(opslag.known(kDertig[0]));
}

TEST_CASE("a zero put back of a stranger may be a lost digit: that day the file ends nobody") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(good(0, 25))));
  auto regels = good(0, 24);
  regels.push_back({.bsn = "00009921"});
  CHECK(need(opslag.deliver(dag(3), dagbestand(regels))).rapport.aantallen.niet_beeindigd == 1);
  CHECK(opslag.count(kDertig) == 25);
  regels.push_back({.bsn = "00009933"});
  CHECK(need(opslag.deliver(dag(4), dagbestand(regels))).rapport.aantallen.beeindigd == 1);
  CHECK(opslag.count(kDertig) == 24);
}

TEST_CASE("a zero put back of a stranger who would be a missing person with another digit ends nobody, day after day") {
  Opslag opslag;
  opslag.add_in_productie();
  auto regels = good(0, 25);
  regels.push_back({.bsn = "00009921"});  // a source that loses zeros
  regels.push_back({.bsn = "999990433"});
  need(opslag.deliver(dag(2), dagbestand(regels)));
  regels.back().bsn = "99999043";
  const auto rapport = need(opslag.deliver(dag(3), dagbestand(regels))).rapport;
  CHECK(rapport.aantallen.niet_beeindigd == 1);
  CHECK(rapport.reden.value_or("").find("niemand beëindigd") != std::string::npos);
  CHECK(opslag.known(*vish::proto::Bsn::parse("999990433")));
  CHECK(need(opslag.deliver(dag(4), dagbestand(regels))).rapport.aantallen.niet_beeindigd == 1);
  regels.pop_back();
  regels.push_back({.bsn = "00009933"});  // nobody's digits with one lost
  CHECK(need(opslag.deliver(dag(5), dagbestand(regels))).rapport.aantallen.beeindigd == 2);
}

TEST_CASE("a file with rows that name nobody readable ends nobody and says how many it did not end") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(good(0, 25))));
  auto regels = good(3, 28);
  regels.push_back(onleesbare_regel());
  const auto result = need(opslag.deliver(dag(3), dagbestand(regels)));
  CHECK(result.uitkomst == Leveruitkomst::verwerkt);
  CHECK(result.rapport.aantallen.niet_beeindigd == 3);
  CHECK(result.rapport.aantallen.beeindigd == 0);
  CHECK(opslag.count(kDertig) == 28);
  CHECK(opslag.find(kDertig[0]).at(0).peildatum == dag(2));
}

TEST_CASE("a row whose einddatum has passed does not end what another row of that person still says") {
  Opslag opslag;
  opslag.add_in_productie();
  auto ended = regel(kDertig[0]);
  ended.startdatum = "2026-03-01";
  ended.einddatum = "2026-04-01";
  const auto result = need(opslag.deliver(dag(2), dagbestand({regel(kDertig[0]), ended})));
  CHECK(result.rapport.aantallen.overgeslagen == 1);
  CHECK(opslag.known(kDertig[0]));
}

TEST_CASE("a registration matches until the end of its einddatum") {
  Opslag opslag;
  opslag.add_in_productie();
  auto ending = regel(kDertig[0]);
  ending.einddatum = dag(10).text();
  need(opslag.deliver(dag(2), dagbestand({ending, regel(kDertig[1])})));
  CHECK(opslag.known(kDertig[0], true, dag(10)));
  CHECK_FALSE(opslag.known(kDertig[0], true, dag(11)));
  CHECK(opslag.known(kDertig[1], true, dag(11)));
}

TEST_CASE("an answer holds what the file said") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand({Regel{std::string(kDertig[0].digits()), "2026-02-28", "nazorg", "K1", ""}})));
  const auto found = opslag.find(kDertig[0]).at(0);
  CHECK(found.startdatum.text() == "2026-02-28");
  CHECK(found.fase == vish::proto::Fase::nazorg);
  CHECK(found.kenmerk == "K1");
  CHECK(found.peildatum == dag(2));
  CHECK(found.aansluiting->aansluiting.code.text() == kCode);
}

TEST_CASE("test sees test and productie sees productie") {
  Opslag opslag;
  opslag.add_in_test("GM0001");
  opslag.add_in_productie("GM0002");
  need(opslag.deliver(dag(2), dagbestand(good(0, 2)), "GM0001"));
  need(opslag.deliver(dag(2), dagbestand(good(1, 3)), "GM0002"));
  CHECK((opslag.known(kDertig[0], false) && !opslag.known(kDertig[0], true)));
  CHECK((opslag.known(kDertig[2], true) && !opslag.known(kDertig[2], false)));
  CHECK(opslag.find(kDertig[1], true).at(0).aansluiting->aansluiting.code.text() == "GM0002");
  CHECK(opslag.find(kDertig[1], false).at(0).aansluiting->aansluiting.code.text() == "GM0001");
}

TEST_CASE("a person at several aansluitingen is found at each, in order of connection") {
  Opslag opslag;
  for (const auto* code : {"GM0009", "GM0001", "GM0005"}) {
    opslag.add_in_test(code);
    need(opslag.deliver(dag(2), dagbestand(good(0, 1)), code));
  }
  std::vector<std::string> codes;
  for (const auto& each : opslag.find(kDertig[0], false)) codes.push_back(each.aansluiting->aansluiting.code.text());
  CHECK(codes == std::vector<std::string>{"GM0009", "GM0001", "GM0005"});
}

TEST_CASE("in test only public test numbers are stored; others are checked, reported and thrown away") {
  Opslag opslag;
  opslag.add_in_test();
  const auto real = personen(2, kGeenTestnummer);
  const auto result = need(opslag.deliver(dag(2), dagbestand({regel(kDertig[0]), regel(real[0]), regel(real[1])})));
  CHECK(result.rapport.aantallen.rijen == 3);
  CHECK(result.rapport.aantallen.overgeslagen == 2);
  CHECK(result.rapport.bevindingen_per_code.at(vish::proto::Bevindingcode::geen_testnummer) == 2);
  CHECK_FALSE(opslag.known(real[0], false));
  opslag.close();
  CHECK(KeysOnDisk(opslag.options()).count(Cf::registraties) == 1);
}

TEST_CASE("the step to productie keeps nothing of the test: no registration, report, order or same bytes") {
  Opslag opslag;
  opslag.add_in_test();
  const auto text = dagbestand(good(0, 3));
  const auto in_test = need(opslag.deliver(dag(20), text)).rapport.aanlevering_id;
  need(opslag.move(Aansluitfase::productie));
  CHECK(opslag.count(kDertig, true) + opslag.count(kDertig, false) == 0);
  CHECK_FALSE(need(opslag.store->leveringen().find(in_test)));
  CHECK(need(opslag.store->leveringen().list({.aansluitcode = kCode, .status = {}, .na = {}})).rapporten.empty());
  CHECK(need(opslag.store->leveringen().list({.aansluitcode = {}, .status = {}, .na = {}})).rapporten.empty());
  CHECK(need(opslag.deliver(dag(19), text)).uitkomst == Leveruitkomst::verwerkt);
  CHECK(need(opslag.deliver(dag(20), text)).uitkomst == Leveruitkomst::verwerkt);
}

TEST_CASE("registrations of a suspended aansluiting stay in force") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(good(0, 3))));
  need(opslag.move(Aansluitfase::geschorst));
  opslag.reopen();
  CHECK(opslag.count(kDertig) == 3);
  need(opslag.move(Aansluitfase::productie));
  CHECK(opslag.count(kDertig) == 3);
  CHECK(need(opslag.deliver(dag(3), dagbestand(good(0, 3)))).rapport.aantallen.ongewijzigd == 3);
}

TEST_CASE("ending an aansluiting removes all its registrations, and only its own") {
  Opslag opslag;
  opslag.add_in_productie("GM0001");
  opslag.add_in_productie("GM0002");
  need(opslag.deliver(dag(2), dagbestand(good(0, 20)), "GM0001"));
  need(opslag.deliver(dag(2), dagbestand(good(15, 25)), "GM0002"));
  opslag.end("GM0001");
  CHECK(opslag.count(kDertig) == 10);
  CHECK(opslag.store->stand()->aansluiting("GM0001")->levering.aantal == 0);
  opslag.close();
  const KeysOnDisk keys(opslag.options());
  CHECK(keys.count(Cf::registraties) == 10);
  CHECK(keys.count(Cf::verzamelingen) == 1);
}
