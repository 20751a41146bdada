#include "storage/registry/register.h"

#include <catch2/catch.hpp>

#include "support/opslag.h"

using namespace vish::test;
using vish::ErrorCode;
using vish::proto::Aansluitfase;

namespace {

vish::proto::Bevrager bevrager() {
  return {.oin = kDeurwaarder, .bevrager_id = "", .overeenkomstdatum = {}, .aangemaakt_op = moment(1)};
}

/// Nothing where the call succeeded.
template <class T>
std::optional<ErrorCode> refusal(const vish::Stored<T>& result) {
  return result ? std::nullopt : std::optional(result.error().code);
}

vish::Stored<vish::proto::Bevrager> move_bevrager(Opslag& opslag, Aansluitfase fase,
                                                  std::optional<vish::Datum> agreed = {},
                                                  const std::string& actor = kEerste) {
  return opslag.store->registry().move_bevrager(kDeurwaarder.text(), {fase, "test", agreed},
                                                handeling("bevrager.fase", actor));
}

void answer_test_question(Opslag& opslag) {
  need(opslag.store->audit().append_and_wait({{handeling("bevraging")}, kDeurwaarder}));
}

void to(Opslag& opslag, Aansluitfase fase) {
  need(opslag.store->registry().add(aansluiting(kCode), handeling("aansluiting.add")));
  if (fase == Aansluitfase::aangemeld) return;
  need(opslag.move(Aansluitfase::test));
  need(opslag.deliver(dag(1), dagbestand(std::vector<Regel>())));
  if (fase == Aansluitfase::test) return;
  if (fase == Aansluitfase::beeindigd) return opslag.end();
  need(opslag.move(Aansluitfase::productie));
  if (fase == Aansluitfase::geschorst) need(opslag.move(Aansluitfase::geschorst));
}

constexpr std::array kFasen{Aansluitfase::aangemeld, Aansluitfase::test, Aansluitfase::productie,
                            Aansluitfase::geschorst, Aansluitfase::beeindigd};

bool allowed(Aansluitfase from, Aansluitfase to) {
  using enum Aansluitfase;
  switch (from) {
    case aangemeld:
      return to == test || to == beeindigd;
    case test:
      return to == productie || to == beeindigd;
    case productie:
      return to == geschorst || to == beeindigd;
    case geschorst:
      return to == productie || to == beeindigd;
    case beeindigd:
      return false;
  }
  return false;
}

}  // namespace

TEST_CASE("an aansluiting makes the moves of the product and no other") {
  for (const auto from : kFasen) {
    Opslag opslag;
    to(opslag, from);
    REQUIRE(opslag.fase() == from);
    for (const auto next : kFasen) {
      if (allowed(from, next)) continue;
      INFO(to_text(from) << " → " << to_text(next));
      CHECK(refusal(opslag.move(next)) == ErrorCode::conflict);
      CHECK(opslag.fase() == from);
    }
  }
}

TEST_CASE("every allowed move of an aansluiting shows at once and after reopening") {
  for (const auto from : kFasen) {
    for (const auto next : kFasen) {
      if (!allowed(from, next) || next == Aansluitfase::beeindigd) continue;
      Opslag opslag;
      to(opslag, from);
      need(opslag.move(next));
      CHECK(opslag.fase() == next);
      opslag.reopen();
      CHECK(opslag.fase() == next);
    }
  }
}

TEST_CASE("the step to test needs an overeenkomstdatum, on record or in the step") {
  Opslag opslag;
  auto record = aansluiting(kCode);
  record.overeenkomstdatum.reset();
  need(opslag.store->registry().add(record, handeling("aansluiting.add")));
  CHECK(refusal(opslag.move(Aansluitfase::test)) == ErrorCode::conflict);
  const auto moved = need(opslag.store->registry().move_aansluiting(kCode, {Aansluitfase::test, "test", dag(3)},
                                                                    handeling("aansluiting.fase")));
  CHECK(moved.overeenkomstdatum == dag(3));
}

TEST_CASE("the step to productie needs a delivery processed in test") {
  Opslag opslag;
  opslag.add_in_test();
  CHECK(refusal(opslag.move(Aansluitfase::productie)) == ErrorCode::conflict);
  need(opslag.deliver(dag(1), "geen dagbestand\n"));
  CHECK(refusal(opslag.move(Aansluitfase::productie)) == ErrorCode::conflict);
  need(opslag.deliver(dag(1), dagbestand(std::vector<Regel>())));
  CHECK_FALSE(refusal(opslag.move(Aansluitfase::productie)));
}

TEST_CASE("ending an aansluiting needs a second person") {
  Opslag opslag;
  to(opslag, GENERATE(Aansluitfase::aangemeld, Aansluitfase::test, Aansluitfase::productie, Aansluitfase::geschorst));
  const auto before = opslag.fase();
  need(opslag.move(Aansluitfase::beeindigd));
  REQUIRE(opslag.store->stand()->verzoek(vish::proto::Handeling::aansluiting_end, kCode) != nullptr);
  CHECK(opslag.store->stand()->verzoek(vish::proto::Handeling::aansluiting_end, kCode)->door == kEerste);
  CHECK(opslag.fase() == before);
  need(opslag.move(Aansluitfase::beeindigd));
  CHECK(opslag.fase() == before);
  opslag.reopen();
  need(opslag.move(Aansluitfase::beeindigd, kCode, kTweede));
  CHECK(opslag.fase() == Aansluitfase::beeindigd);
}

TEST_CASE("another move takes back the request to end") {
  Opslag opslag;
  to(opslag, Aansluitfase::productie);
  need(opslag.move(Aansluitfase::beeindigd));
  need(opslag.move(Aansluitfase::geschorst));
  need(opslag.move(Aansluitfase::beeindigd, kCode, kTweede));
  CHECK(opslag.fase() == Aansluitfase::geschorst);
}

TEST_CASE("a bevrager goes through the same phases, and needs one answered test question") {
  Opslag opslag;
  need(opslag.store->registry().add(bevrager(), handeling("bevrager.add")));
  CHECK(refusal(move_bevrager(opslag, Aansluitfase::test)) == ErrorCode::conflict);
  CHECK(refusal(move_bevrager(opslag, Aansluitfase::productie, dag(1))) == ErrorCode::conflict);
  need(move_bevrager(opslag, Aansluitfase::test, dag(1)));
  CHECK(refusal(move_bevrager(opslag, Aansluitfase::productie)) == ErrorCode::conflict);
  answer_test_question(opslag);
  opslag.reopen();
  need(move_bevrager(opslag, Aansluitfase::productie));
  need(move_bevrager(opslag, Aansluitfase::geschorst));
  need(move_bevrager(opslag, Aansluitfase::productie));
  CHECK(refusal(move_bevrager(opslag, Aansluitfase::test)) == ErrorCode::conflict);
  need(move_bevrager(opslag, Aansluitfase::beeindigd));
  CHECK(opslag.store->stand()->bevrager(kDeurwaarder.text())->fase == Aansluitfase::productie);
  need(move_bevrager(opslag, Aansluitfase::beeindigd, {}, kTweede));
  opslag.reopen();
  CHECK(opslag.store->stand()->bevrager(kDeurwaarder.text())->fase == Aansluitfase::beeindigd);
  CHECK(refusal(move_bevrager(opslag, Aansluitfase::productie)) == ErrorCode::conflict);
}

TEST_CASE("a party that exists is not added again, nor one without its organisatie") {
  Opslag opslag;
  auto& registry = opslag.store->registry();
  CHECK(refusal(registry.add(organisatie(kGemeente), handeling("organisatie.add"))) == ErrorCode::conflict);
  need(registry.add(aansluiting(kCode), handeling("aansluiting.add")));
  CHECK(refusal(registry.add(aansluiting(kCode), handeling("aansluiting.add"))) == ErrorCode::conflict);
  need(registry.add(bevrager(), handeling("bevrager.add")));
  CHECK(refusal(registry.add(bevrager(), handeling("bevrager.add"))) == ErrorCode::conflict);
  auto orphan = aansluiting("GM0002");
  orphan.organisatie = oin(77);
  CHECK(refusal(registry.add(orphan, handeling("aansluiting.add"))) == ErrorCode::conflict);
  auto stranger = bevrager();
  stranger.oin = oin(77);
  CHECK(refusal(registry.add(stranger, handeling("bevrager.add"))) == ErrorCode::conflict);
}

TEST_CASE("an organisatie ends when nobody needs it, and may come back") {
  Opslag opslag;
  auto& registry = opslag.store->registry();
  const auto end = [&] { return registry.end_organisatie(kGemeente.text(), handeling("organisatie.end")); };
  need(registry.add(aansluiting(kCode), handeling("aansluiting.add")));
  const auto needed = end();
  REQUIRE_FALSE(needed.has_value());
  CHECK(needed.error().message.find(kCode) != std::string::npos);
  opslag.end();
  CHECK(need(end()).beeindigd_op == moment(1));
  opslag.reopen();
  auto& reopened = opslag.store->registry();
  CHECK(refusal(reopened.end_organisatie(kGemeente.text(), handeling("organisatie.end"))) == ErrorCode::conflict);
  CHECK(refusal(reopened.add(aansluiting("GM0002"), handeling("aansluiting.add"))) == ErrorCode::conflict);
  CHECK_FALSE(need(reopened.add(organisatie(kGemeente), handeling("organisatie.add"))).beeindigd_op);
  need(reopened.add(aansluiting("GM0002"), handeling("aansluiting.add")));
}

TEST_CASE("moving a party that does not exist says so") {
  Opslag opslag;
  CHECK(refusal(opslag.move(Aansluitfase::test)) == ErrorCode::missing);
  CHECK(refusal(move_bevrager(opslag, Aansluitfase::test)) == ErrorCode::missing);
}

TEST_CASE("a convenantpartner comes and goes, also across reopening") {
  Opslag opslag;
  const auto added = need(opslag.store->registry().add(
      vish::proto::Convenantpartner{"", "Energie BV", {*vish::proto::KvkNummer::parse("12345678")}, {}, dag(1), {}},
      handeling("convenant.add")));
  opslag.reopen();
  CHECK(opslag.store->stand()->convenantpartners.at(added.convenantpartner_id) == added);
  const auto end = [&](int vandaag) {
    return opslag.store->registry().end_convenantpartner(added.convenantpartner_id, dag(vandaag),
                                                         handeling("convenant.end"));
  };
  CHECK(need(end(2))->einddatum == dag(2));
  CHECK(refusal(end(2)) == ErrorCode::conflict);
  CHECK_FALSE(need(end(0)));
  opslag.reopen();
  CHECK(opslag.store->stand()->convenantpartners.empty());
  CHECK(refusal(end(0)) == ErrorCode::missing);
}

TEST_CASE("every change of the registry leaves its line in the audit log, a refused one leaves none") {
  Opslag opslag;
  const auto before = opslag.store->audit().size();
  to(opslag, Aansluitfase::aangemeld);
  CHECK(opslag.move(Aansluitfase::productie).has_error());
  need(opslag.move(Aansluitfase::beeindigd));
  const auto lines = need(opslag.store->audit().list({.match_id = {}, .na = before})).regels;
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].onderwerp == kCode);
  CHECK(lines[0].uitkomst.text() == "uitgevoerd");
  CHECK(lines[1].uitkomst.text() == "wachtOpTweedePersoon");
  CHECK(lines[0].gegevens->find("\"fase\":\"aangemeld\"") != std::string::npos);
  CHECK(lines[1].gegevens->find(kEerste) != std::string::npos);
}
