#include <catch2/catch.hpp>

#include "support/opslag.h"

using namespace vish::test;
using vish::ErrorCode;
using vish::proto::Aanleverstatus;
using vish::proto::Aansluitfase;
using vish::storage::Leveringen;
using vish::storage::Leveruitkomst;

namespace {

std::string file_of(int first, int last, const std::string& kenmerk = "") {
  std::vector<Regel> regels;
  for (int i = first; i < last; ++i) {
    regels.push_back(regel(kZestig[static_cast<std::size_t>(i)]));
    regels.back().kenmerk = kenmerk;
  }
  return dagbestand(regels);
}

std::string deliver(Opslag& opslag, int day, const std::string& file) {
  const auto result = need(opslag.deliver(dag(day), file));
  REQUIRE(result.rapport.status == Aanleverstatus::verwerkt);
  return result.rapport.aanlevering_id;
}

Aanleverstatus status_of(Opslag& opslag, const std::string& id) {
  return need(opslag.store->leveringen().find(id)).value().status;
}

}  // namespace

TEST_CASE("a rollback puts back who was registered, what was held of them, and the peildatum") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto good = deliver(opslag, 2, file_of(0, 40, "goed"));
  const auto wrong = deliver(opslag, 3, file_of(5, 45, "fout"));
  const auto rapport = need(opslag.rollback(good));
  if (GENERATE(false, true)) opslag.reopen();

  CHECK(rapport.status == Aanleverstatus::verwerkt);
  CHECK(rapport.herstel_van == good);
  CHECK(rapport.aanlevering_id != good);
  CHECK(rapport.peildatum == dag(2));
  CHECK(rapport.besluit->door == kEerste);
  CHECK(rapport.besluit->reden == "verkeerd bestand");
  CHECK(rapport.aantallen.rijen == 40);
  CHECK(rapport.aantallen.nieuw == 5);
  CHECK(rapport.aantallen.gewijzigd == 35);
  CHECK(rapport.aantallen.beeindigd == 5);
  for (int i = 0; i < 45; ++i) {
    const auto found = opslag.find(kZestig[static_cast<std::size_t>(i)]);
    REQUIRE(found.size() == (i < 40 ? 1 : 0));
    if (i < 40) CHECK((found[0].kenmerk == "goed" && found[0].peildatum == dag(2)));
  }
  CHECK(status_of(opslag, good) == Aanleverstatus::verwerkt);
  CHECK(status_of(opslag, wrong) == Aanleverstatus::teruggedraaid);
  CHECK(need(opslag.store->leveringen().find(kCode, dag(2))).value() == rapport);
  CHECK(opslag.rollback(good).error().code == ErrorCode::conflict);
}

TEST_CASE("after a rollback the restored peildatum is the mark for order, and what was undone counts as not seen") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto file = file_of(0, 40);
  const auto good = deliver(opslag, 3, file);
  const auto wrong = file_of(0, 41);
  deliver(opslag, 5, wrong);
  const auto restored = need(opslag.rollback(good)).aanlevering_id;

  CHECK(need(opslag.deliver(dag(2), file)).uitkomst == Leveruitkomst::volgorde);
  const auto again = need(opslag.deliver(dag(3), file));
  CHECK(again.uitkomst == Leveruitkomst::herhaald);
  CHECK(again.rapport.aanlevering_id == restored);
  CHECK(need(opslag.deliver(dag(4), wrong)).uitkomst == Leveruitkomst::verwerkt);
  CHECK(need(opslag.deliver(dag(5), wrong)).uitkomst == Leveruitkomst::verwerkt);
}

TEST_CASE("the last seven processed deliveries can be put back, and no older one") {
  Opslag opslag;
  auto record = aansluiting(kCode);
  const unsigned kept = GENERATE(7U, 2U, 0U);
  record.herstelpunten = kept;
  opslag.add_in_productie(record);
  std::vector<std::string> ids;
  for (int day = 2; day < 12; ++day)
    ids.push_back(deliver(opslag, day, file_of(day, 40, "dag " + std::to_string(day))));
  CHECK(opslag.rollback(ids.back()).error().code == ErrorCode::conflict);
  for (std::size_t back = kept + 1; back < ids.size(); ++back) {
    CHECK(opslag.rollback(ids[ids.size() - 1 - back]).error().code == ErrorCode::conflict);
  }
  if (kept == 0) return;
  const auto oldest = ids.size() - 1 - kept;
  need(opslag.rollback(ids[oldest]));
  const int day = 2 + static_cast<int>(oldest);
  CHECK(opslag.count(kZestig) == static_cast<std::size_t>(40 - day));
  CHECK(opslag.find(kZestig[39]).at(0).kenmerk == "dag " + std::to_string(day));
}

TEST_CASE("one can go back further after going back, and forward again only by delivering") {
  Opslag opslag;
  opslag.add_in_productie();
  std::vector<std::string> ids;
  for (int day = 2; day < 7; ++day) ids.push_back(deliver(opslag, day, file_of(0, 30 + day)));
  need(opslag.rollback(ids[3]));
  CHECK(opslag.count(kZestig) == 35);
  CHECK(opslag.rollback(ids[4]).error().code == ErrorCode::conflict);
  need(opslag.rollback(ids[1]));
  CHECK(opslag.count(kZestig) == 33);
  CHECK(status_of(opslag, ids[2]) == Aanleverstatus::teruggedraaid);
  need(opslag.rollback(ids[0]));
  CHECK(opslag.count(kZestig) == 32);
  deliver(opslag, 7, file_of(0, 40));
  CHECK(opslag.count(kZestig) == 40);
}

TEST_CASE("a registration that a faulty row kept is put back with the peildatum of its last confirmation") {
  Opslag opslag;
  opslag.add_in_productie();
  deliver(opslag, 2, file_of(0, 40));
  std::vector<Regel> regels;
  for (int i = 1; i < 40; ++i) regels.push_back(regel(kZestig[static_cast<std::size_t>(i)]));
  regels.push_back(foute_regel(kZestig[0]));
  const auto with_fault = deliver(opslag, 3, dagbestand(regels));
  deliver(opslag, 4, file_of(0, 40));
  CHECK(opslag.find(kZestig[0]).at(0).peildatum == dag(4));
  need(opslag.rollback(with_fault));
  CHECK(opslag.find(kZestig[0]).at(0).peildatum == dag(2));
  CHECK(opslag.find(kZestig[1]).at(0).peildatum == dag(3));
}

TEST_CASE("a held delivery stays held over a rollback, and is compared with what was put back") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto good = deliver(opslag, 2, file_of(0, 20));
  deliver(opslag, 3, file_of(0, 40));
  const auto held = need(opslag.deliver(dag(4), file_of(0, 5))).rapport.aanlevering_id;
  need(opslag.rollback(good));
  CHECK(status_of(opslag, held) == Aanleverstatus::vastgehouden);
  CHECK(need(opslag.release(held)).aantallen.beeindigd == 15);
  CHECK(opslag.count(kZestig) == 5);
}

TEST_CASE("nothing of the test can be put back in productie, nor anything after the end") {
  Opslag opslag;
  opslag.add_in_test();
  const auto in_test = deliver(opslag, 2, file_of(0, 20));
  deliver(opslag, 3, file_of(0, 21));
  need(opslag.move(Aansluitfase::productie));
  CHECK(opslag.rollback(in_test).error().code == ErrorCode::missing);
  const auto first = deliver(opslag, 3, file_of(0, 20));
  deliver(opslag, 4, file_of(0, 21));
  need(opslag.move(Aansluitfase::geschorst));
  need(opslag.rollback(first));
  CHECK(opslag.count(kZestig) == 20);
  opslag.end();
  CHECK(opslag.rollback(first).error().code == ErrorCode::conflict);
  CHECK(opslag.rollback("0199c1f0-0000-7000-8000-000000000001").error().code == ErrorCode::missing);
}

TEST_CASE("a preview tells what releasing would do, and changes nothing") {
  Opslag opslag;
  opslag.add_in_productie();
  deliver(opslag, 2, file_of(0, 40));
  const auto held = need(opslag.deliver(dag(3), file_of(35, 42))).rapport;
  const auto preview =
      need(opslag.store->leveringen().preview_release(held.aanlevering_id, held.ontvangen_op, dag(30)));
  CHECK(preview.aantallen == held.aantallen);
  CHECK(preview.registraties_voor == 40);
  CHECK(preview.registraties_na == 7);
  CHECK(preview.van_kracht_voor == 40);
  CHECK(preview.van_kracht_na == 7);
  CHECK(preview.van_kracht_kwijt == 35);
  CHECK(opslag.count(kZestig) == 40);
  CHECK(status_of(opslag, held.aanlevering_id) == Aanleverstatus::vastgehouden);
  need(opslag.reject(held.aanlevering_id));
  const auto gone = opslag.store->leveringen().preview_release(held.aanlevering_id, held.ontvangen_op, dag(30));
  CHECK(gone.error().code == ErrorCode::conflict);
}

TEST_CASE("a held delivery expires after seven days, also when nobody looked in between") {
  Opslag opslag;
  opslag.add_in_productie();
  deliver(opslag, 2, file_of(0, 40));
  const auto held = need(opslag.deliver(dag(3), file_of(0, 5))).rapport;
  const auto& id = held.aanlevering_id;
  auto& leveringen = opslag.store->leveringen();
  const auto end = held.ontvangen_op + Leveringen::kHoudbaar;
  CHECK(need(leveringen.expire(end - std::chrono::milliseconds(1))).empty());
  CHECK(status_of(opslag, id) == Aanleverstatus::vastgehouden);

  auto late = handeling("aanlevering.release");
  late.tijdstip = end;
  CHECK(leveringen.release(id, dag(30), late).error().code == ErrorCode::conflict);
  CHECK(leveringen.reject(id, late).error().code == ErrorCode::conflict);
  const auto expired = need(leveringen.expire(end));
  REQUIRE(expired.size() == 1);
  CHECK(expired[0].aanlevering_id == id);
  CHECK(status_of(opslag, id) == Aanleverstatus::verlopen);
  CHECK_FALSE(need(leveringen.stands(kCode, dag(3))));
  CHECK(opslag.count(kZestig) == 40);
  CHECK(need(leveringen.expire(end)).empty());
  CHECK(need(opslag.deliver(dag(3), file_of(0, 5))).rapport.aanlevering_id != id);
}
