#include "server/usage/gebruiksboek.h"

#include <catch2/catch.hpp>

#include "base/calendar/clock.h"
#include "base/core/uuid.h"
#include "support/opslag.h"

namespace vish::server {
namespace {

using proto::Aansluitfase;
using storage::Alarmsoort;
using storage::Dagverbruik;
using test::dag;
using test::handeling;
using test::kDeurwaarder;
using test::need;

const auto kOin = kDeurwaarder.text();
/// A Friday; nineteen days of the month before it are working days.
constexpr int kVandaag = 27;

Tijdstip clock_of(int day, std::chrono::minutes time) { return amsterdam_moment(dag(day), time); }
Tijdstip noon(int day) { return clock_of(day, std::chrono::hours(12)); }

/// A store with a bevrager in productie, and its book.
class Boekhouding {
 public:
  Boekhouding() {
    auto& registry = opslag.store->registry();
    need(registry.add(
        {.oin = kDeurwaarder, .bevrager_id = "", .overeenkomstdatum = dag(1), .aangemaakt_op = test::moment(1)},
        handeling("bevrager.add")));
    move(Aansluitfase::test);
  }

  void move(Aansluitfase fase) {
    need(opslag.store->registry().move_bevrager(kOin, {fase, "test", std::nullopt}, handeling("bevrager.fase")));
  }
  void to_productie() {
    need(opslag.store->audit().append_and_wait({{handeling("bevraging")}, kDeurwaarder}));
    move(Aansluitfase::productie);
  }
  void block_on_alarm() {
    proto::Gebruiksinstellingen gebruik;
    gebruik.blokkeer_bij_alarm = true;
    need(opslag.store->registry().change_bevrager(kOin, {"test", gebruik}, handeling("bevrager.change")));
  }

  /// Answers to so many persons.
  void ask(Tijdstip at, std::size_t persons, std::size_t matches, const std::string& oin = kOin) {
    auto regel = handeling("bevraging", oin);
    regel.tijdstip = at;
    regel.match_id = new_uuid7();
    storage::Auditinvoer invoer;
    for (std::size_t i = 0; i < persons; ++i) {
      regel.uitkomst = i < matches ? vish::proto::Uitkomst::match : vish::proto::Uitkomst::geenMatch;
      invoer.regels.push_back(regel);
    }
    need(opslag.store->audit().append_and_wait(std::move(invoer)));
  }
  void ask_on_working_days() {
    open(1);
    for (int day = 1; day < kVandaag; ++day) {
      if (day % 7 == 0 || day % 7 == 1) continue;
      ask(noon(day), 50, 5);
      boek->update(noon(day));
    }
  }

  /// As after a start.
  void open(int day = kVandaag) {
    boek.reset();
    allowance = std::make_unique<Allowance>();
    Config config;
    config.gebruik = regels;
    instellingen.replace(std::move(config));
    boek = std::make_unique<Gebruiksboek>(*opslag.store, instellingen, *allowance);
    boek->open(noon(day));
  }
  Dagverbruik today(int day = kVandaag) const {
    const auto dagen = boek->of(kOin).dagen;
    return !dagen.empty() && dagen.back().dag == dag(day) ? dagen.back() : Dagverbruik{dag(day)};
  }
  std::vector<std::string> alarms_in_the_log() const {
    std::vector<std::string> result;
    for (const auto& regel : need(opslag.store->audit().list({.match_id = {}, .limiet = 100'000})).regels) {
      if (regel.handeling.text() == "bevrager.alarm")
        result.push_back(*regel.onderwerp + ' ' + std::string(regel.uitkomst.text()));
    }
    return result;
  }
  bool admitted(int day = kVandaag) {
    const auto rules = proto::geldend(regels, opslag.store->stand()->bevrager(kOin)->gebruik);
    return !allowance->of(kOin).admit_persons(rules, dag(day), noon(day), 1);
  }

  test::Opslag opslag;
  proto::Gebruiksregels regels;
  Instellingen instellingen{Config{}};
  std::unique_ptr<Allowance> allowance;
  std::unique_ptr<Gebruiksboek> boek;
};

TEST_CASE("the book holds what was answered, day by day in Amsterdam, and nothing else") {
  Boekhouding b;
  b.ask(clock_of(3, std::chrono::minutes(0)), 4, 1);
  b.ask(clock_of(4, std::chrono::minutes(0)) - std::chrono::milliseconds(1), 2, 0);
  b.ask(clock_of(4, std::chrono::minutes(0)), 1, 1);
  need(b.opslag.store->audit().append_and_wait({{handeling("bevraging", kOin)}, std::nullopt}));
  b.open(4);
  CHECK(b.boek->of(kOin).dagen == std::vector<Dagverbruik>{{dag(3), 6, 1}, {dag(4), 1, 1}});
  CHECK(b.boek->of(test::oin(99).text()).dagen.empty());
}

TEST_CASE("each hour counts its questions once, however many persons, and outlives a restart") {
  Boekhouding b;
  b.open();
  b.ask(noon(kVandaag), 3, 2);
  b.ask(noon(kVandaag) + std::chrono::minutes(59), 1, 0);
  b.boek->update(noon(kVandaag));
  b.ask(noon(kVandaag) + std::chrono::minutes(60), 2, 1);
  b.opslag.reopen();
  b.open();
  const std::vector<storage::Uurverbruik> expected{{noon(kVandaag), 2, 4, 2},
                                                   {noon(kVandaag) + std::chrono::hours(1), 1, 2, 1}};
  CHECK(b.boek->uren() == expected);
  b.boek->update(noon(kVandaag) + std::chrono::hours(24));
  CHECK(b.boek->uren() == std::vector{expected.back()});
}

TEST_CASE("after a start today's persons count, whether or not they were saved before") {
  Boekhouding b;
  b.open();
  b.ask(noon(kVandaag), 7, 0);
  b.boek->update(noon(kVandaag));
  b.ask(noon(kVandaag), 4, 1);
  b.opslag.reopen();
  b.open();
  CHECK(b.allowance->of(kOin).personen(dag(kVandaag)) == 11);
  CHECK(b.today() == Dagverbruik{dag(kVandaag), 11, 1});
  b.opslag.reopen();
  b.open();
  CHECK(b.allowance->of(kOin).personen(dag(kVandaag)) == 11);
  b.opslag.reopen();
  b.open(kVandaag + 1);
  CHECK(b.allowance->of(kOin).personen(dag(kVandaag + 1)) == 0);
}

TEST_CASE("an alarm sounds once a day, in the audit log and in the book, and warns only") {
  Boekhouding b;
  b.to_productie();
  b.ask_on_working_days();
  b.open();
  b.ask(noon(kVandaag), 60, 6);
  b.boek->update(noon(kVandaag));
  CHECK(b.alarms_in_the_log().empty());
  b.ask(noon(kVandaag), 440, 44);
  b.boek->update(noon(kVandaag));
  CHECK(b.today().alarmen == std::vector{Alarmsoort::volume});
  CHECK(b.alarms_in_the_log() == std::vector{kOin + " volume"});
  CHECK(b.boek->alarmed(dag(kVandaag)) == std::vector{kOin});
  CHECK(b.boek->alarmed(dag(kVandaag - 1)).empty());
  b.ask(noon(kVandaag), 100, 10);
  b.boek->update(noon(kVandaag));
  b.opslag.reopen();
  b.open();
  b.ask(noon(kVandaag), 1, 0);
  b.boek->update(noon(kVandaag));
  CHECK(b.alarms_in_the_log().size() == 1);
  CHECK(b.admitted());
}

TEST_CASE("where it is set an alarm blocks for the rest of the day, also after a start") {
  Boekhouding b;
  b.to_productie();
  b.block_on_alarm();
  b.ask_on_working_days();
  b.open();
  CHECK(b.admitted());
  b.ask(noon(kVandaag), 500, 0);
  b.boek->update(noon(kVandaag));
  CHECK(b.today().alarmen == std::vector{Alarmsoort::volume, Alarmsoort::aandeel_laag});
  CHECK_FALSE(b.admitted());
  b.opslag.reopen();
  b.open();
  CHECK_FALSE(b.admitted());
  CHECK(b.admitted(kVandaag + 1));
}

TEST_CASE("an alarm of today blocks also where the clock was once ahead") {
  Boekhouding b;
  b.to_productie();
  b.block_on_alarm();
  b.ask_on_working_days();
  b.open();
  b.ask(noon(kVandaag + 5), 1, 0);
  b.ask(noon(kVandaag), 500, 0);
  b.boek->update(noon(kVandaag));
  CHECK_FALSE(b.admitted());
}

TEST_CASE("the days of the test say nothing of what is ordinary in productie") {
  Boekhouding b;
  b.ask_on_working_days();
  b.open();
  b.ask(noon(kVandaag), 500, 0);
  b.boek->update(noon(kVandaag));
  CHECK(b.alarms_in_the_log().empty());
  b.to_productie();
  b.ask(noon(kVandaag), 500, 0);
  b.boek->update(noon(kVandaag));
  CHECK(b.alarms_in_the_log().empty());
  CHECK(b.boek->of(kOin).dagen.size() == 1);
}

TEST_CASE("days longer ago than the history are forgotten") {
  Boekhouding b;
  b.ask(noon(1), 3, 0);
  b.ask(noon(20), 3, 0);
  b.open(20);
  CHECK(b.boek->of(kOin).dagen.size() == 2);
  b.ask(noon(30), 3, 0);
  b.boek->update(noon(30));
  CHECK(b.boek->of(kOin).dagen == std::vector<Dagverbruik>{{dag(20), 3, 0}, {dag(30), 3, 0}});
}

}  // namespace
}  // namespace vish::server
