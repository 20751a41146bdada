#include <catch2/catch.hpp>

#include "support/opslag.h"

using namespace vish::test;
using vish::ErrorCode;
using vish::proto::Aanleverstatus;
using vish::proto::Aansluitfase;

namespace {

/// An aansluiting in productie with a delivery of day 4 under way, which is let
/// go when it is asked to.
class Onderweg : public Opslag {
 public:
  Onderweg() {
    add_in_productie();
    first = need(deliver(dag(2), dagbestand(kDertig))).rapport.aanlevering_id;
    need(deliver(dag(3), dagbestand(kVeertig)));
    store->on_claim([this](const std::string& code) {
      CHECK(code == kCode);
      ++asked;
      open.reset();
    });
  }
  ~Onderweg() { open.reset(); }
  Onderweg(const Onderweg&) = delete;
  Onderweg& operator=(const Onderweg&) = delete;

  void begin(int day = 4) {
    asked = 0;
    open = need(store->leveringen().start(opdracht(dag(day))));
    open->feed(dagbestand(kZestig));
  }
  std::string hold() { return need(deliver(dag(4), dagbestand(personen(3)))).rapport.aanlevering_id; }

  std::string first;
  std::unique_ptr<vish::storage::Aanlevering> open;
  int asked = 0;
};

}  // namespace

TEST_CASE("an operator's decision has the delivery that is under way let go, and is then done") {
  Onderweg opslag;
  opslag.begin();
  CHECK(need(opslag.rollback(opslag.first, kEerste)).status == Aanleverstatus::verwerkt);
  CHECK(opslag.count(kVeertig) == 30);
  CHECK(opslag.asked == 1);

  const auto rejected = opslag.hold();
  opslag.begin();
  need(opslag.store->leveringen().reject(rejected, handeling("aanlevering.reject")));
  CHECK(opslag.asked == 1);

  const auto released = opslag.hold();
  opslag.begin();
  CHECK(need(opslag.release(released, kEerste)).status == Aanleverstatus::verwerkt);
  CHECK(opslag.asked == 1);

  opslag.begin(5);
  opslag.end();
  CHECK(opslag.asked == 1);
  CHECK(opslag.fase() == Aansluitfase::beeindigd);
}

TEST_CASE("what is decided in vain cuts no delivery") {
  Onderweg opslag;
  const auto in_force = opslag.store->stand()->aansluiting(kCode)->levering.aanlevering_id;
  opslag.begin();
  CHECK(opslag.rollback("0199c1f0-0000-7000-8000-000000000000", kEerste).error().code == ErrorCode::missing);
  CHECK(opslag.rollback(in_force, kEerste).error().code == ErrorCode::conflict);
  CHECK(opslag.release(opslag.first, kEerste).error().code == ErrorCode::conflict);
  CHECK(opslag.move(Aansluitfase::test).error().code == ErrorCode::conflict);
  need(opslag.store->leveringen().expire(moment(30)));
  CHECK(opslag.asked == 0);
  CHECK(need(opslag.open->finish()).rapport.status == Aanleverstatus::verwerkt);
}

TEST_CASE("while a decision waits for a delivery no other one begins") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto first = need(opslag.deliver(dag(2), dagbestand(kDertig))).rapport.aanlevering_id;
  need(opslag.deliver(dag(3), dagbestand(kVeertig)));
  auto open = need(opslag.store->leveringen().start(opslag.opdracht(dag(4))));
  opslag.store->on_claim([&](const std::string&) {
    open.reset();
    CHECK(opslag.deliver(dag(4), dagbestand(kZestig)).error().code == ErrorCode::busy);
  });
  CHECK(need(opslag.rollback(first, kEerste)).status == Aanleverstatus::verwerkt);
  CHECK(opslag.count(kVeertig) == 30);
  CHECK(need(opslag.deliver(dag(4), dagbestand(kZestig))).rapport.status == Aanleverstatus::verwerkt);
}
