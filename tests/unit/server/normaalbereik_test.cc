#include "server/usage/normaalbereik.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <random>

#include "base/calendar/feestdagen.h"

namespace vish::server {
namespace {

using storage::Alarmsoort;
using storage::Dagverbruik;

constexpr std::uint64_t kFactor = 3;
constexpr std::uint64_t kVanaf = 100;
/// A Monday.
const Datum kBegin = *Datum::parse_iso("2026-01-12");

Datum plus(Datum dag, int days) { return Datum(dag.day() + std::chrono::days(days)); }

bool is_free(Datum dag) {
  const std::chrono::weekday weekday(dag.day());
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday || is_feestdag(dag);
}

/// A bevrager as they are: more on working days, never the same twice.
struct Kantoor {
  double personen = 400;  ///< on a working day
  double weekend = 0.05;  ///< of that, on other days
  double aandeel = 0.08;  ///< that is found
  double ruis = 0.25;     ///< of the volume, on the scale of its logarithm
  double aandeelruis = 0.2;

  Dagverbruik day(Datum dag, std::mt19937& random) const {
    std::normal_distribution<double> normal(0, 1);
    const double usual = personen * (is_free(dag) ? weekend : 1);
    const auto asked = static_cast<std::uint64_t>(usual * std::exp(ruis * normal(random)));
    const double odds = std::log(aandeel / (1 - aandeel)) + aandeelruis * normal(random);
    std::binomial_distribution<std::uint64_t> found(asked, 1 / (1 + std::exp(-odds)));
    return {dag, asked, found(random)};
  }

  std::vector<Dagverbruik> weeks(std::mt19937& random, int days = kHistorie) const {
    std::vector<Dagverbruik> result;
    for (int i = 0; i < days; ++i) result.push_back(day(plus(kBegin, i), random));
    return result;
  }
};

std::vector<Alarmsoort> judged(const std::vector<Dagverbruik>& historie, const Dagverbruik& dag) {
  return buiten_bereik(dag, normaalbereik(historie, dag.dag, kFactor), kVanaf);
}

using Alarmen = std::vector<Alarmsoort>;

/// Looks ten times on a day, as its persons come in; whether an alarm sounded.
bool sounds_within(const std::vector<Dagverbruik>& historie, const Dagverbruik& whole, std::mt19937& random) {
  std::uint64_t matches = 0;
  bool sounded = false;
  for (std::uint64_t part = 1; part <= 10; ++part) {
    std::binomial_distribution<std::uint64_t> next(whole.matches - matches, 1.0 / static_cast<double>(11 - part));
    matches += next(random);
    const auto asked = whole.gevraagd * part / 10;
    if (!judged(historie, {whole.dag, asked, std::min(matches, asked)}).empty()) sounded = true;
  }
  return sounded;
}

/// On how many days of a year an alarm sounds, with growth and two closures of weeks.
int alarms_in_a_year(Kantoor kantoor, std::mt19937& random) {
  int alarms = 0;
  std::vector<Dagverbruik> historie;
  for (int i = 0; i < 365; ++i) {
    kantoor.personen *= 1.001;
    const bool closed = i % 180 > 160;
    const auto whole = kantoor.day(plus(kBegin, i), random);
    if (closed || whole.gevraagd == 0) continue;
    if (sounds_within(historie, whole, random)) ++alarms;
    historie.push_back(whole);
    if (historie.size() > kHistorie) historie.erase(historie.begin());
  }
  return alarms;
}

TEST_CASE("a steady bevrager sets off an alarm less than once in a hundred years") {
  const int years = std::getenv("VISH_FULL") != nullptr ? 300 : 15;
  std::mt19937 random(4711);
  int alarms = 0;
  for (int year = 0; year < years; ++year) {
    Kantoor kantoor;
    kantoor.personen = 10 * std::pow(10, 3.0 * year / years);
    kantoor.aandeel = 0.01 + 0.3 * (year % 10) / 10;
    alarms += alarms_in_a_year(kantoor, random);
  }
  CHECK(alarms * 100 < years);
}

TEST_CASE("ten times as much sets off the alarm before the day is half over") {
  std::mt19937 random(GENERATE(range(1, 20)));
  const auto historie = Kantoor().weeks(random);
  const auto today = plus(kBegin, kHistorie);
  CHECK(judged(historie, {today, 400, 32}).empty());
  CHECK(judged(historie, {today, 2000, 160}) == Alarmen{Alarmsoort::volume});
  CHECK(judged(historie, {today, 4000, 320}) == Alarmen{Alarmsoort::volume});
}

TEST_CASE("guessing numbers makes the share of hits fall, and that sets off the alarm") {
  std::mt19937 random(GENERATE(range(1, 20)));
  const auto historie = Kantoor().weeks(random);
  const auto today = plus(kBegin, kHistorie);
  CHECK(judged(historie, {today, 600, 3}) == Alarmen{Alarmsoort::aandeel_laag});
  CHECK(judged(historie, {today, 400, 32}).empty());
  CHECK(judged(historie, {today, 400, 20}).empty());
}

TEST_CASE("asking after those who are known makes the share of hits rise, and that sets off the alarm") {
  std::mt19937 random(GENERATE(range(1, 20)));
  const auto historie = Kantoor().weeks(random);
  const auto today = plus(kBegin, kHistorie);
  CHECK(judged(historie, {today, 100, 60}) == Alarmen{Alarmsoort::aandeel_hoog});
  CHECK(judged(historie, {today, 400, 240}) == Alarmen{Alarmsoort::aandeel_hoog});
  CHECK(judged(historie, {today, 400, 50}).empty());
}

TEST_CASE("volume and share can both be out of the ordinary") {
  std::mt19937 random(1);
  CHECK(judged(Kantoor().weeks(random), {plus(kBegin, kHistorie), 5000, 10}) ==
        Alarmen{Alarmsoort::volume, Alarmsoort::aandeel_laag});
}

TEST_CASE("a working day's volume is out of the ordinary on a Sunday and on a holiday") {
  std::mt19937 random(1);
  Kantoor kantoor;
  kantoor.aandeelruis = 0;
  std::vector<Dagverbruik> historie;
  const auto goede_vrijdag = *Datum::parse_iso("2026-04-03");
  for (int back = kHistorie; back > 0; --back) historie.push_back(kantoor.day(plus(goede_vrijdag, -back), random));
  CHECK(judged(historie, {goede_vrijdag, 400, 32}) == Alarmen{Alarmsoort::volume});
  CHECK(judged(historie, {plus(goede_vrijdag, -5), 400, 32}) == Alarmen{Alarmsoort::volume});
  CHECK(judged(historie, {plus(goede_vrijdag, -1), 400, 32}).empty());
}

TEST_CASE("who never asked in a weekend is held there to its working days") {
  std::mt19937 random(1);
  Kantoor kantoor;
  kantoor.weekend = 0;
  const auto historie = kantoor.weeks(random);
  const auto saturday = plus(kBegin, kHistorie - 2);
  CHECK(judged(historie, {saturday, 400, 32}).empty());
  CHECK(judged(historie, {saturday, 4000, 320}) == Alarmen{Alarmsoort::volume});
}

TEST_CASE("too few days with use, or too few persons, set off nothing") {
  std::mt19937 random(1);
  const auto today = plus(kBegin, 4);
  CHECK(judged(Kantoor().weeks(random, kMinDagen - 1), {today, 1'000'000, 0}).empty());
  Kantoor klein;
  klein.personen = 3;
  klein.ruis = 0;
  CHECK(judged(klein.weeks(random), {plus(kBegin, kHistorie), kVanaf - 1, 50}).empty());
  CHECK(judged(klein.weeks(random), {plus(kBegin, kHistorie), kVanaf, 50}) == Alarmen{Alarmsoort::volume});
}

TEST_CASE("a few days of fishing do not become the ordinary") {
  std::mt19937 random(1);
  auto historie = Kantoor().weeks(random);
  for (auto& dag : historie) {
    if (dag.dag.days() % 7 == 0) dag = {dag.dag, 20'000, 40};
  }
  CHECK(judged(historie, {plus(kBegin, kHistorie), 6000, 12}) == Alarmen{Alarmsoort::volume, Alarmsoort::aandeel_laag});
}

TEST_CASE("days longer ago than the history, today and days to come do not count") {
  std::mt19937 random(1);
  const auto historie = Kantoor().weeks(random);
  CHECK(normaalbereik(historie, plus(kBegin, 2 * kHistorie + 1), kFactor) == Normaalbereik());
  CHECK(normaalbereik(historie, kBegin, kFactor) == Normaalbereik());
}

}  // namespace
}  // namespace vish::server
