#include "storage/stand/delivery_state.h"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "support/dagbestand.h"

using namespace vish::storage;
using vish::test::dag;

namespace {

constexpr std::int32_t kReceived = 20'000;

DeliveryState full_state() {
  DeliveryState state;
  state.generatie = 4;
  state.hoogste_generatie = 5;
  state.aantal = 40;
  state.peildatum = dag(3);
  state.aanlevering_id = "id";
  state.bestandshash = "hash";
  state.sleutels = {{1, 30}, {2, 10}};
  state.vastgehouden = Vastgehouden{"wacht", 5, dag(4), vish::Tijdstip(), "h", 2};
  state.herstelpunten = {{"eerder", 3, 41, dag(2), "h", {{1, 41}}}};
  return state;
}

Setregel ends(std::int32_t einddatum) {
  Setregel regel{};
  regel.einddatum = einddatum;
  return regel;
}

vish::Datum day(std::int32_t days) { return *vish::Datum::from_days(days); }

}  // namespace

TEST_CASE("a delivery state is read back with all that the guard remembers") {
  auto state = full_state();
  state.uitgangspunt = Uitgangspunt{2, 39, {{1, 39}}};
  state.verloop = {{kReceived - 1, 39, 0, 41, 0, 38, 5}, {kReceived, 40, -7, 40, 2, 37, 3}};
  state.einden = Eindtellingen{{kReceived, 3}, {kReceived + 9, 1}};
  const auto read = decode_delivery_state(encode(state));
  REQUIRE(read);
  CHECK(encode(*read) == encode(state));
  CHECK(read->uitgangspunt->generatie == 2);
  CHECK(read->uitgangspunt->aantal == 39);
  CHECK(read->uitgangspunt->sleutels == state.uitgangspunt->sleutels);
  CHECK(read->verloop == state.verloop);
  CHECK(read->einden == state.einden);
}

TEST_CASE("what the guard does not remember takes no place, and nothing that is unknown is passed over") {
  const auto bytes = encode(full_state());
  const auto read = decode_delivery_state(bytes);
  REQUIRE(read);
  CHECK_FALSE(read->uitgangspunt);
  CHECK(read->verloop.empty());
  CHECK_FALSE(read->einden);
  CHECK_FALSE(decode_delivery_state(bytes + std::string("\xff\0\0\0\0", 5)));
  CHECK_FALSE(decode_delivery_state(bytes + std::string("\x02\0\0\0\x01!", 6)));
  CHECK_FALSE(decode_delivery_state(bytes + std::string("\x06\0\0\0\x01!", 6)));
  CHECK_FALSE(decode_delivery_state(bytes + std::string("\x07\0\0\0\x01!", 6)));
  CHECK_FALSE(decode_delivery_state(bytes + "\x02"));
}

TEST_CASE("who is in force follows from the end dates, on any later day") {
  DeliveryState state;
  CHECK(van_kracht(state, day(kReceived)) == 0);
  std::vector<Setregel> set{ends(kGeenEinddatum), ends(kReceived - 9), ends(kReceived),
                            ends(kReceived + 3),  ends(kReceived + 3), ends(kReceived + 4000)};
  state.aantal = set.size();
  state.einden = count_ends(set, kReceived);
  CHECK(*state.einden == Eindtellingen{{kReceived - 1, 1}, {kReceived, 1}, {kReceived + 3, 2}});
  CHECK(van_kracht(state, day(kReceived)) == 5);
  CHECK(van_kracht(state, day(kReceived + 1)) == 4);
  CHECK(van_kracht(state, day(kReceived + 3)) == 4);
  CHECK(van_kracht(state, day(kReceived + 4)) == 2);
  state.einden.reset();
  CHECK(van_kracht(state, day(kReceived)) == 6);
}

TEST_CASE("more that end than there are is damage, and no number") {
  auto state = full_state();
  state.einden = Eindtellingen{{kReceived, 30}, {kReceived + 9, 11}};
  CHECK_FALSE(decode_delivery_state(encode(state)));
  CHECK(van_kracht(state, day(kReceived + 1)) == 10);
  CHECK_THROWS_AS(van_kracht(state, day(kReceived + 10)), std::logic_error);
  state.einden = Eindtellingen{{kReceived, 30}, {kReceived + 9, 10}};
  CHECK(decode_delivery_state(encode(state)));
  CHECK(komende_dagen(state, day(kReceived)) == Telling{40, 10, 10, 10, 10, 10, 10, 10, 10});
  state.einden = Eindtellingen{{kReceived, ~std::uint64_t{0}}, {kReceived + 9, 41}};
  CHECK_FALSE(decode_delivery_state(encode(state)));
}

TEST_CASE("the levels of an earlier version count as what was in force a week on") {
  auto state = full_state();
  constexpr std::size_t kAppendix = 1 + 4 + 16;
  state.verloop = {{kReceived, 40, -7, 44, 3, 44, 5}};
  auto bytes = encode(state);
  bytes.erase(bytes.size() - kAppendix);  // the last one
  CHECK(decode_delivery_state(bytes).value().verloop == Verloop{{kReceived, 40, -7, 44, 3, 40, 0}});
  bytes.erase(bytes.size() - kAppendix);
  CHECK(decode_delivery_state(bytes).value().verloop == Verloop{{kReceived, 40, -7, 40, 0, 40, 0}});
}

TEST_CASE("the keys of what corrections are judged by are in use") {
  auto state = full_state();
  state.uitgangspunt = Uitgangspunt{2, 39, {{7, 39}}};
  CHECK(index_keys_of(state) == std::vector<std::uint32_t>{1, 2, 7});
}
