#include <array>
#include <catch2/catch.hpp>

#include "storage/registry/register.h"
#include "support/opslag.h"

using namespace vish::test;
using vish::ErrorCode;
using vish::proto::Aansluitfase;

namespace {

constexpr std::array kAlleFasen{Aansluitfase::aangemeld, Aansluitfase::test, Aansluitfase::productie,
                                Aansluitfase::geschorst, Aansluitfase::beeindigd};

/// Nothing where the call succeeded.
template <class T>
std::optional<ErrorCode> refused(const vish::Stored<T>& result) {
  return result ? std::nullopt : std::optional(result.error().code);
}

void bring_to(Opslag& opslag, Aansluitfase fase) {
  using enum Aansluitfase;
  if (fase == productie || fase == geschorst) {
    opslag.add_in_productie();
  } else if (fase != aangemeld) {
    opslag.add_in_test();
  } else {
    need(opslag.store->registry().add(aansluiting(kCode), handeling("aansluiting.add")));
  }
  if (fase == geschorst) need(opslag.move(geschorst));
  if (fase == beeindigd) opslag.end();
}

vish::proto::Instelwijziging change_of_hour() {
  return {.reden = "test",
          .telefoon = {},
          .email = {},
          .vroege_fasen = {},
          .toon_fase = {},
          .schema = {.uur = std::chrono::minutes(600)},
          .herstelpunten = 3};
}

vish::Stored<vish::proto::Aansluiting> change_settings(Opslag& opslag) {
  return opslag.store->registry().change_aansluiting(kCode, change_of_hour(), handeling("aansluiting.change"));
}

vish::Stored<vish::proto::Aansluiting> confirm_at(Opslag& opslag, vish::Tijdstip tijdstip) {
  auto regel = handeling("aansluiting.confirm");
  regel.tijdstip = tijdstip;
  return opslag.store->registry().confirm_aansluiting(kCode, regel);
}

vish::proto::Auditregel last_line(Opslag& opslag) {
  vish::storage::Auditvraag vraag;
  vraag.nieuwste_eerst = true;
  vraag.limiet = 1;
  return need(opslag.store->audit().list(vraag)).regels.at(0);
}

}  // namespace

TEST_CASE("settings change in every phase but the last, for good and with their reason") {
  for (const auto fase : kAlleFasen) {
    Opslag opslag;
    bring_to(opslag, fase);
    if (fase == Aansluitfase::beeindigd) {
      CHECK(refused(change_settings(opslag)) == ErrorCode::conflict);
      continue;
    }
    const auto before = opslag.store->stand()->aansluiting(kCode)->levering;
    CHECK(need(change_settings(opslag)).schema.uur == std::chrono::minutes(600));
    opslag.reopen();
    const auto after = opslag.store->stand()->aansluiting(kCode);
    CHECK(after->aansluiting.schema.uur == std::chrono::minutes(600));
    CHECK(after->aansluiting.herstelpunten == 3);
    CHECK(after->aansluiting.fase == fase);
    CHECK(after->levering.aanlevering_id == before.aanlevering_id);
    const auto line = last_line(opslag);
    CHECK(line.handeling.text() == "aansluiting.change");
    CHECK(line.onderwerp == kCode);
    CHECK(line.reden == "test");
  }
}

TEST_CASE("settings of nothing do not change, those of an aansluiting also during a delivery") {
  Opslag opslag;
  CHECK(refused(change_settings(opslag)) == ErrorCode::missing);
  opslag.add_in_test();
  auto delivery = need(opslag.store->leveringen().start(opslag.opdracht(dag(1))));
  CHECK_FALSE(refused(change_settings(opslag)));
}

TEST_CASE("changed settings outlive the next delivery") {
  Opslag opslag;
  opslag.add_in_test();
  need(change_settings(opslag));
  need(opslag.deliver(dag(1), dagbestand(std::vector<Regel>())));
  CHECK(opslag.store->stand()->aansluiting(kCode)->aansluiting.herstelpunten == 3);
}

TEST_CASE("a confirmation is kept with its moment, in productie and geschorst only") {
  for (const auto fase : kAlleFasen) {
    Opslag opslag;
    bring_to(opslag, fase);
    if (fase != Aansluitfase::productie && fase != Aansluitfase::geschorst) {
      CHECK(refused(confirm_at(opslag, moment(5))) == ErrorCode::conflict);
      CHECK_FALSE(opslag.store->stand()->aansluiting(kCode)->aansluiting.bevestigd_op.has_value());
      continue;
    }
    need(confirm_at(opslag, moment(5)));
    opslag.reopen();
    CHECK(opslag.store->stand()->aansluiting(kCode)->aansluiting.bevestigd_op == moment(5));
    CHECK(last_line(opslag).handeling.text() == "aansluiting.confirm");
  }
}

TEST_CASE("the moment of the last change of phase is kept; asking for an end is none") {
  Opslag opslag;
  need(opslag.store->registry().add(aansluiting(kCode), handeling("aansluiting.add")));
  const auto move_on = [&](Aansluitfase fase, int day) {
    auto regel = handeling("aansluiting.fase");
    regel.tijdstip = moment(day);
    return need(opslag.store->registry().move_aansluiting(kCode, {fase, "test", std::nullopt}, regel)).fase_sinds;
  };
  CHECK(move_on(Aansluitfase::test, 3) == moment(3));
  CHECK(move_on(Aansluitfase::beeindigd, 4) == moment(3));
  need(change_settings(opslag));
  opslag.reopen();
  CHECK(opslag.store->stand()->aansluiting(kCode)->aansluiting.fase_sinds == moment(3));
}
