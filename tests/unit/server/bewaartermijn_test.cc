#include "server/jobs/bewaartermijn.h"

#include <catch2/catch.hpp>

#include "storage/audit/audit.h"
#include "support/opslag.h"

using namespace vish::test;
using vish::parse_tijdstip;
using vish::rfc3339;
using vish::Tijdstip;
using vish::server::Auditopruiming;
using vish::server::kept_from;
using vish::storage::Bewaartermijn;

namespace {

std::string kept(const char* nu, std::uint64_t jaren) { return rfc3339(kept_from(*parse_tijdstip(nu), jaren)); }

Bewaartermijn keep(const Opslag& opslag, std::uint64_t jaren, Tijdstip nu) {
  auto line = handeling("");
  line.tijdstip = nu;
  return need(opslag.store->audit().keep_for(jaren, line));
}

Bewaartermijn announced(std::uint64_t jaren, std::uint64_t korter, Tijdstip vanaf) {
  return {jaren, Bewaartermijn::Korter{korter, vanaf}};
}

/// One line of each of these days.
void write(const Opslag& opslag, std::initializer_list<int> days) {
  for (const int day : days) {
    auto line = handeling("iets.do");
    line.tijdstip = moment(day);
    need(opslag.store->audit().append_and_wait({{line}, {}}));
  }
}

}  // namespace

TEST_CASE("a day of the log is kept until the same day, so many years later, is over in Amsterdam") {
  CHECK(kept("2031-11-25T22:59:59.999Z", 5) == "2026-11-24T23:00:00.000Z");
  CHECK(kept("2031-11-25T23:00:00.000Z", 5) == "2026-11-25T23:00:00.000Z");
}

TEST_CASE("the term counts by the clock of each side, in summer and winter") {
  CHECK(kept("2031-03-30T10:00:00Z", 5) == "2026-03-29T22:00:00.000Z");
  CHECK(kept("2031-03-29T10:00:00Z", 5) == "2026-03-28T23:00:00.000Z");
}

TEST_CASE("a line of a leap day goes no sooner than the first of March, and the day before one goes in time") {
  CHECK(kept("2029-02-28T12:00:00Z", 5) == "2024-02-27T23:00:00.000Z");
  CHECK(kept("2029-03-01T12:00:00Z", 5) == "2024-02-29T23:00:00.000Z");
  CHECK(kept("2028-02-29T12:00:00Z", 5) == "2023-02-28T23:00:00.000Z");
  CHECK(kept("2028-02-29T12:00:00Z", 4) == "2024-02-28T23:00:00.000Z");
}

TEST_CASE("a shorter term counts a week after it was first asked for, and a longer one at once") {
  Opslag opslag;
  CHECK(keep(opslag, 5, moment(1)) == Bewaartermijn{5});
  CHECK(keep(opslag, 1, moment(2)) == announced(5, 1, moment(9)));
  opslag.reopen();
  CHECK(keep(opslag, 1, moment(9) - std::chrono::milliseconds(1)) == announced(5, 1, moment(9)));
  CHECK(keep(opslag, 1, moment(9)) == Bewaartermijn{1});
  CHECK(keep(opslag, 5, moment(10)) == Bewaartermijn{5});
  CHECK(keep(opslag, 1, moment(11)) == announced(5, 1, moment(18)));
  CHECK(keep(opslag, 2, moment(17)) == announced(5, 2, moment(24)));
  CHECK(keep(opslag, 5, moment(18)) == Bewaartermijn{5});
  std::vector<std::string> told;
  vish::storage::Auditvraag vraag;
  vraag.handeling = vish::proto::Handeling::bewaartermijn_change;
  for (const auto& line : need(opslag.store->audit().list(vraag)).regels)
    told.push_back(std::string(line.uitkomst.text()) + " " + *line.onderwerp);
  CHECK(told == std::vector<std::string>{"aangekondigd 5 jaar wordt 1 jaar", "uitgevoerd 5 jaar wordt 1 jaar",
                                         "uitgevoerd 1 jaar wordt 5 jaar", "aangekondigd 5 jaar wordt 1 jaar",
                                         "aangekondigd 5 jaar wordt 2 jaar", "ingetrokken 5 jaar wordt 2 jaar"});
}

TEST_CASE("no more than a day of lines goes in an hour, however far the clock is ahead") {
  Opslag opslag;
  write(opslag, {2, 2, 3, 4});
  Auditopruiming opruiming;
  const auto ahead = moment(1) + std::chrono::years(30);
  const auto left_after = [&](std::chrono::minutes time) {
    opruiming.remove_past_term(*opslag.store, ahead, 5, Auditopruiming::Clock::time_point(time));
    return opslag.store->audit().first();
  };
  using std::chrono::minutes;
  CHECK(left_after(minutes(0)) == 3);
  CHECK(left_after(minutes(59)) == 3);
  CHECK(left_after(minutes(60)) == 5);
  CHECK(left_after(minutes(61)) == 5);
  CHECK(left_after(minutes(120)) == 6);
}

TEST_CASE("what a shorter term would remove stays until it counts") {
  Opslag opslag;
  write(opslag, {2, 3});
  const auto nu = moment(10) + std::chrono::years(2);
  const auto first_after = [&](Tijdstip moment) {
    Auditopruiming().remove_past_term(*opslag.store, moment, 1, {});
    return opslag.store->audit().first();
  };
  keep(opslag, 5, moment(1));
  CHECK(first_after(nu) == 1);
  CHECK(first_after(nu + std::chrono::days(6)) == 1);
  CHECK(first_after(nu + std::chrono::days(7)) == 3);
}
