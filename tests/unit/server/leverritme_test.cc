#include "server/rules/leverritme.h"

#include <catch2/catch.hpp>
#include <string>

#include "base/calendar/clock.h"
#include "server/observe/aansluitingen_metrics.h"
#include "server/rules/leveroverzicht.h"
#include "support/aansluiting_state.h"

namespace vish::server {
namespace {

using namespace test;
using proto::Aansluitfase;

/// As RFC 3339, in UTC.
std::string text(std::optional<Tijdstip> moment) { return moment ? rfc3339(*moment) : "-"; }

bool late(const storage::AansluitingState& state, const std::string& clock) {
  return leverritme(state.aansluiting, state.levering, at(clock)).te_laat;
}
std::string next_due(const storage::AansluitingState& state, const std::string& clock) {
  return text(leverritme(state.aansluiting, state.levering, at(clock)).volgende_uiterlijk_op);
}
std::string to_confirm(const storage::AansluitingState& state, const std::string& clock) {
  return text(leverritme(state.aansluiting, state.levering, at(clock)).bevestiging_nodig_sinds);
}

// In November 2026 Monday is the 23rd; Amsterdam is one hour ahead of UTC.

TEST_CASE("who delivered this morning is in time until the next due moment") {
  for (const auto* peildatum : {"2026-11-24", "2026-11-23"}) {  // of today, or of yesterday
    const auto state = delivered("2026-11-24 06:00", peildatum);
    CHECK_FALSE(late(state, "2026-11-24 06:01"));
    CHECK_FALSE(late(state, "2026-11-24 23:59"));
    CHECK_FALSE(late(state, "2026-11-25 08:59"));
    CHECK(late(state, "2026-11-25 09:00"));
    CHECK(next_due(state, "2026-11-24 06:01") == "2026-11-25T08:00:00.000Z");
    CHECK(next_due(state, "2026-11-25 10:00") == "2026-11-26T08:00:00.000Z");
  }
}

TEST_CASE("who delivers in the evening is in time the next morning") {
  const auto state = delivered("2026-11-23 18:00", "2026-11-23");
  CHECK_FALSE(late(state, "2026-11-24 09:30"));
  CHECK(next_due(state, "2026-11-23 19:00") == "2026-11-25T08:00:00.000Z");
  CHECK(late(state, "2026-11-25 09:00"));
}

TEST_CASE("a delivery that comes late ends the delay, and does not count for the next day as well") {
  const auto state = delivered("2026-11-23 10:00", "2026-11-23");
  CHECK_FALSE(late(state, "2026-11-23 10:01"));
  CHECK(next_due(state, "2026-11-23 10:01") == "2026-11-24T08:00:00.000Z");
  CHECK(late(state, "2026-11-24 09:00"));
}

TEST_CASE("nothing is due in the weekend, and Friday's file is enough for it") {
  const auto state = delivered("2026-11-27 06:00", "2026-11-27");
  CHECK_FALSE(late(state, "2026-11-28 12:00"));
  CHECK_FALSE(late(state, "2026-11-30 08:59"));
  CHECK(next_due(state, "2026-11-28 12:00") == "2026-11-30T08:00:00.000Z");
  CHECK(late(state, "2026-11-30 09:00"));
}

TEST_CASE("a file of the weekend, or Friday's file delivered on Monday, is for Monday") {
  for (const auto* received : {"2026-11-28 11:00", "2026-11-29 23:50", "2026-11-30 07:00"}) {
    const auto state = delivered(received, "2026-11-27");
    CHECK_FALSE(late(state, "2026-11-30 12:00"));
    CHECK(late(state, "2026-12-01 09:00"));
  }
}

TEST_CASE("a file that describes an older day is not enough") {
  CHECK(late(delivered("2026-11-25 06:00", "2026-11-23"), "2026-11-25 09:00"));
  CHECK_FALSE(late(delivered("2026-11-25 06:00", "2026-11-24"), "2026-11-25 09:00"));
  CHECK(late(delivered("2026-11-30 06:00", "2026-11-26"), "2026-11-30 09:00"));
}

TEST_CASE("public holidays are no working days") {
  const auto thursday = delivered("2026-04-02 06:00", "2026-04-02");  // Good Friday is the 3rd
  CHECK_FALSE(late(thursday, "2026-04-03 12:00"));
  CHECK_FALSE(late(thursday, "2026-04-06 12:00"));
  CHECK(next_due(thursday, "2026-04-02 12:00") == "2026-04-07T07:00:00.000Z");
  CHECK(late(thursday, "2026-04-07 09:00"));
  CHECK_FALSE(late(delivered("2026-04-07 06:00", "2026-04-02"), "2026-04-07 09:00"));
}

TEST_CASE("around Christmas and New Year the days off follow each other") {
  const auto state = delivered("2026-12-24 06:00", "2026-12-24");  // a Thursday; the 28th is a Monday
  CHECK_FALSE(late(state, "2026-12-28 08:59"));
  CHECK(late(state, "2026-12-28 09:00"));
  const auto last = delivered("2026-12-31 06:00", "2026-12-31");
  CHECK(next_due(last, "2026-12-31 12:00") == "2027-01-04T08:00:00.000Z");
  CHECK_FALSE(late(last, "2027-01-03 12:00"));
}

TEST_CASE("a held delivery was delivered; the one before it is not looked at") {
  auto state = delivered("2026-11-20 06:00", "2026-11-20");
  CHECK(late(state, "2026-11-24 10:00"));
  hold(state, "2026-11-24 08:00", "2026-11-24");
  CHECK_FALSE(late(state, "2026-11-24 10:00"));
  CHECK(late(state, "2026-11-25 09:00"));
  state.levering.vastgehouden.reset();  // rejected, or never accepted at all
  CHECK(late(state, "2026-11-24 10:00"));
}

TEST_CASE("who never delivered is late from the first working day after its phase began") {
  auto state = aansluiting_state("2026-11-27 07:00");  // a Friday
  CHECK_FALSE(late(state, "2026-11-27 12:00"));
  CHECK(next_due(state, "2026-11-27 08:00") == "2026-11-30T08:00:00.000Z");
  CHECK_FALSE(late(state, "2026-11-30 08:59"));
  CHECK(late(state, "2026-11-30 09:00"));
}

TEST_CASE("who comes back from suspension gets until the next working day") {
  auto state = delivered("2026-11-02 06:00", "2026-11-02");
  state.aansluiting.fase_sinds = at("2026-11-24 10:00");
  CHECK_FALSE(late(state, "2026-11-25 08:59"));
  CHECK(late(state, "2026-11-25 09:00"));
}

TEST_CASE("a moment that was noted while the clock was ahead hides no silence") {
  const std::string ahead = "2027-01-10 09:00";
  auto state = delivered(ahead, "2027-01-09");
  state.aansluiting.aangemaakt_op = at("2026-09-01 09:00");
  CHECK(late(state, "2026-11-25 09:00"));
  CHECK(next_due(state, "2026-11-25 09:00") == "2026-11-26T08:00:00.000Z");
  CHECK(to_confirm(state, "2026-11-25 09:00") == "2026-10-01T07:00:00.000Z");
  state.aansluiting.fase_sinds = at(ahead);
  state.aansluiting.bevestigd_op = at(ahead);
  CHECK(late(state, "2026-11-25 09:00"));
  CHECK(to_confirm(state, "2026-11-25 09:00") == "2026-10-01T07:00:00.000Z");
  CHECK_FALSE(late(state, "2027-01-10 10:00"));
}

TEST_CASE("only in test and productie is anything due") {
  for (const auto fase : {Aansluitfase::aangemeld, Aansluitfase::geschorst, Aansluitfase::beeindigd}) {
    auto state = delivered("2026-11-02 06:00", "2026-11-02");
    state.aansluiting.fase = fase;
    CHECK_FALSE(late(state, "2026-11-24 10:00"));
    CHECK(next_due(state, "2026-11-24 10:00") == "-");
  }
  auto state = delivered("2026-11-02 06:00", "2026-11-02");
  state.aansluiting.fase = Aansluitfase::test;
  CHECK(late(state, "2026-11-24 10:00"));
}

TEST_CASE("the hour and the days of an aansluiting are its own") {
  auto state = delivered("2026-11-16 06:00", "2026-11-16");
  state.aansluiting.schema = {std::chrono::minutes(17 * 60 + 30), proto::Weekdagen(0b1000001)};  // ma and zo
  CHECK(next_due(state, "2026-11-20 12:00") == "2026-11-22T16:30:00.000Z");
  CHECK_FALSE(late(state, "2026-11-22 17:29"));
  CHECK(late(state, "2026-11-22 17:30"));
  CHECK(next_due(state, "2026-11-22 17:30") == "2026-11-23T16:30:00.000Z");
}

TEST_CASE("with a late hour the night is the start of the next day") {
  auto night = delivered("2026-11-24 05:00", "2026-11-23");
  night.aansluiting.schema.uur = std::chrono::hours(23);
  CHECK_FALSE(late(night, "2026-11-24 23:30"));
  CHECK(late(night, "2026-11-25 23:00"));
  auto last_minute = delivered("2026-11-23 23:59", "2026-11-23");
  last_minute.aansluiting.schema.uur = std::chrono::hours(23);
  CHECK_FALSE(late(last_minute, "2026-11-24 22:59"));
  CHECK(late(last_minute, "2026-11-24 23:00"));
}

TEST_CASE("a due hour that the clock skips is the moment of the change") {
  auto state = aansluiting_state("2026-03-27 12:00");
  state.aansluiting.schema = {std::chrono::minutes(2 * 60 + 30), proto::Weekdagen(0b1111111)};
  CHECK(next_due(state, "2026-03-28 12:00") == "2026-03-29T01:00:00.000Z");
  CHECK(next_due(state, "2026-03-29 12:00") == "2026-03-30T00:30:00.000Z");
}

TEST_CASE("a due hour that comes twice is the first one") {
  auto state = aansluiting_state("2026-10-23 12:00");
  state.aansluiting.schema = {std::chrono::minutes(2 * 60 + 30), proto::Weekdagen(0b1111111)};
  CHECK(next_due(state, "2026-10-24 12:00") == "2026-10-25T00:30:00.000Z");
  CHECK(next_due(state, "2026-10-25 12:00") == "2026-10-26T01:30:00.000Z");
}

TEST_CASE("nine o'clock is nine o'clock in summer and in winter") {
  CHECK(next_due(aansluiting_state("2026-03-27 12:00"), "2026-03-28 12:00") == "2026-03-30T07:00:00.000Z");
  CHECK(next_due(aansluiting_state("2026-10-23 12:00"), "2026-10-24 12:00") == "2026-10-26T08:00:00.000Z");
}

TEST_CASE("the next due moment is to come, on a due day, and the first such") {
  for (const std::string hour : {"00:00", "02:30", "09:00", "23:59"}) {
    auto state = aansluiting_state("2024-01-01 12:00");
    state.aansluiting.schema.uur = *proto::parse_aanleveruur(hour);
    for (auto now = at("2024-01-02 00:00"); now < at("2028-01-10 00:00"); now += std::chrono::minutes(397)) {
      const auto due = leverritme(state.aansluiting, state.levering, now).volgende_uiterlijk_op;
      REQUIRE(due.has_value());
      REQUIRE(*due > now);
      const auto day = amsterdam_day(*due);
      REQUIRE(is_aanleverdag(state.aansluiting.schema, day));
      auto before = Datum(day.day() - std::chrono::days(1));
      while (!is_aanleverdag(state.aansluiting.schema, before)) before = Datum(before.day() - std::chrono::days(1));
      REQUIRE(amsterdam_moment(before, state.aansluiting.schema.uur) <= now);
    }
  }
}

TEST_CASE("after thirty days of silence an operator has to confirm, and every thirty days again") {
  auto state = delivered("2026-09-01 09:00", "2026-09-01");
  CHECK(to_confirm(state, "2026-10-01 08:59") == "-");
  CHECK(to_confirm(state, "2026-10-05 12:00") == "2026-10-01T07:00:00.000Z");
  state.aansluiting.bevestigd_op = at("2026-10-05 12:00");
  CHECK(to_confirm(state, "2026-10-05 12:00") == "-");
  CHECK(to_confirm(state, "2026-11-10 12:00") == "2026-11-04T10:00:00.000Z");
  CHECK(to_confirm(delivered("2026-11-01 09:00", "2026-11-01"), "2026-11-10 12:00") == "-");
}

TEST_CASE("a suspended aansluiting is silent too; one without registrations has nothing to confirm") {
  auto state = delivered("2026-09-01 09:00", "2026-09-01");
  state.aansluiting.fase = Aansluitfase::geschorst;
  CHECK(to_confirm(state, "2026-10-05 12:00") != "-");
  state.levering.aantal = 0;
  CHECK(to_confirm(state, "2026-10-05 12:00") == "-");
  state.levering.aantal = 1;
  for (const auto fase : {Aansluitfase::aangemeld, Aansluitfase::test, Aansluitfase::beeindigd}) {
    state.aansluiting.fase = fase;
    CHECK(to_confirm(state, "2026-10-05 12:00") == "-");
  }
}

storage::Stand many(std::size_t late_ones) {
  storage::Stand stand;
  const auto add = [&](std::string code, storage::AansluitingState one) {
    stand.aansluitingen.emplace(std::move(code), std::make_shared<storage::AansluitingState>(std::move(one)));
  };
  for (std::size_t i = 0; i < late_ones; ++i)
    add("LAAT-" + std::to_string(10 + i), delivered("2026-11-02 06:00", "2026-11-02"));
  add("TIJDIG", delivered("2026-11-24 06:00", "2026-11-24"));
  auto held = delivered("2026-11-20 06:00", "2026-11-20");
  hold(held, "2026-11-24 06:00", "2026-11-24");
  add("VAST", held);
  auto suspended = delivered("2026-09-01 06:00", "2026-09-01");
  suspended.aansluiting.fase = Aansluitfase::geschorst;
  add("STIL", suspended);
  auto ended = delivered("2026-09-01 06:00", "2026-09-01");
  ended.aansluiting.fase = Aansluitfase::beeindigd;
  ended.levering = {};
  add("WEG", ended);
  return stand;
}

TEST_CASE("the overview counts all, and names the first twenty") {
  const auto overview = leveroverzicht(many(25), at("2026-11-24 10:00"));
  CHECK(overview.registraties == 28 * 3);
  CHECK(overview.vastgehouden == proto::Genoemd{1, {"VAST"}});
  CHECK(overview.vandaag == 27);
  CHECK(overview.vandaag_binnen == 2);
  CHECK(overview.op_tijd == 2);
  CHECK(overview.te_laat.aantal == 25);
  REQUIRE(overview.te_laat.eerste.size() == 20);
  CHECK(overview.te_laat.eerste.front() == "LAAT-10");
  CHECK(overview.te_laat.eerste.back() == "LAAT-29");
  CHECK(overview.bevestiging_nodig == proto::Genoemd{1, {"STIL"}});
}

TEST_CASE("what is due today is due on a day of delivery, from the day after the step to its phase") {
  const auto due = [](storage::AansluitingState one, const char* nu) {
    storage::Stand stand;
    stand.aansluitingen.emplace("A", std::make_shared<storage::AansluitingState>(std::move(one)));
    return leveroverzicht(stand, at(nu)).vandaag;
  };
  auto state = delivered("2026-11-23 06:00", "2026-11-23");
  CHECK(due(state, "2026-11-24 06:00") == 1);
  CHECK(due(state, "2026-11-24 23:00") == 1);
  CHECK(due(state, "2026-11-28 10:00") == 0);
  state.aansluiting.fase_sinds = at("2026-11-24 05:00");
  CHECK(due(state, "2026-11-24 06:00") == 0);
  CHECK(due(state, "2026-11-25 06:00") == 1);
  state.aansluiting.fase = Aansluitfase::geschorst;
  CHECK(due(state, "2026-11-25 06:00") == 0);
}

TEST_CASE("each aansluiting that has not ended is measured") {
  const auto families = aansluiting_families(many(1), at("2026-11-24 10:00"));
  const auto value = [&](const std::string& name, const std::string& code) -> std::optional<double> {
    for (const auto& family : families) {
      for (const auto& metric : family.metric) {
        if (family.name == "vish_aansluiting_" + name && metric.label.at(0).value == code) return metric.gauge.value;
      }
    }
    return std::nullopt;
  };
  CHECK(value("late", "LAAT-10") == 1);
  CHECK(value("late", "TIJDIG") == 0);
  CHECK(value("late", "STIL") == 0);
  CHECK(value("held", "VAST") == 1);
  CHECK(value("held", "TIJDIG") == 0);
  CHECK(value("registraties", "TIJDIG") == 3);
  CHECK(value("confirmation_needed", "STIL") == 1);
  CHECK(value("last_delivery_timestamp_seconds", "TIJDIG") ==
        std::chrono::duration<double>(at("2026-11-24 06:00").time_since_epoch()).count());
  for (const auto* name : {"late", "held", "registraties", "confirmation_needed"}) CHECK_FALSE(value(name, "WEG"));
}

}  // namespace
}  // namespace vish::server
