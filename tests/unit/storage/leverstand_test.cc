#include "storage/stand/leverstand.h"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "support/dagbestand.h"

using namespace vish::storage;
using vish::test::dag;

namespace {

constexpr std::int32_t kVandaag = 20'000;

Leverstand full() {
  Leverstand stand;
  stand.generatie = 4;
  stand.hoogste_generatie = 5;
  stand.aantal = 40;
  stand.peildatum = dag(3);
  stand.aanlevering_id = "id";
  stand.bestandshash = "hash";
  stand.sleutels = {{1, 30}, {2, 10}};
  stand.vastgehouden = Vastgehouden{"wacht", 5, dag(4), vish::Tijdstip(), "h", 2};
  stand.herstelpunten = {{"eerder", 3, 41, dag(2), "h", {{1, 41}}}};
  return stand;
}

Setregel ends(std::int32_t einddatum) {
  Setregel regel{};
  regel.einddatum = einddatum;
  return regel;
}

vish::Datum day(std::int32_t days) { return *vish::Datum::from_days(days); }

}  // namespace

TEST_CASE("a leverstand is read back with all that the guard remembers") {
  auto stand = full();
  stand.uitgangspunt = Uitgangspunt{2, 39, {{1, 39}}};
  stand.verloop = {{kVandaag - 1, 39, 0, 41, 0, 38, 5}, {kVandaag, 40, -7, 40, 2, 37, 3}};
  stand.einden = Eindtellingen{{kVandaag, 3}, {kVandaag + 9, 1}};
  const auto read = decode_leverstand(encode(stand));
  REQUIRE(read);
  CHECK(encode(*read) == encode(stand));
  CHECK(read->uitgangspunt->generatie == 2);
  CHECK(read->uitgangspunt->aantal == 39);
  CHECK(read->uitgangspunt->sleutels == stand.uitgangspunt->sleutels);
  CHECK(read->verloop == stand.verloop);
  CHECK(read->einden == stand.einden);
}

TEST_CASE("what the guard does not remember takes no place, and nothing that is unknown is passed over") {
  const auto bytes = encode(full());
  const auto read = decode_leverstand(bytes);
  REQUIRE(read);
  CHECK_FALSE(read->uitgangspunt);
  CHECK(read->verloop.empty());
  CHECK_FALSE(read->einden);
  CHECK_FALSE(decode_leverstand(bytes + std::string("\xff\0\0\0\0", 5)));
  CHECK_FALSE(decode_leverstand(bytes + std::string("\x02\0\0\0\x01!", 6)));
  CHECK_FALSE(decode_leverstand(bytes + std::string("\x06\0\0\0\x01!", 6)));
  CHECK_FALSE(decode_leverstand(bytes + std::string("\x07\0\0\0\x01!", 6)));
  CHECK_FALSE(decode_leverstand(bytes + "\x02"));
}

TEST_CASE("who is in force follows from the end dates, on any later day") {
  Leverstand stand;
  CHECK(van_kracht(stand, day(kVandaag)) == 0);
  std::vector<Setregel> set{ends(kGeenEinddatum), ends(kVandaag - 9), ends(kVandaag),
                            ends(kVandaag + 3),   ends(kVandaag + 3), ends(kVandaag + 4000)};
  stand.aantal = set.size();
  stand.einden = count_ends(set, kVandaag);
  CHECK(*stand.einden == Eindtellingen{{kVandaag - 1, 1}, {kVandaag, 1}, {kVandaag + 3, 2}});
  CHECK(van_kracht(stand, day(kVandaag)) == 5);
  CHECK(van_kracht(stand, day(kVandaag + 1)) == 4);
  CHECK(van_kracht(stand, day(kVandaag + 3)) == 4);
  CHECK(van_kracht(stand, day(kVandaag + 4)) == 2);
  stand.einden.reset();
  CHECK(van_kracht(stand, day(kVandaag)) == 6);
}

TEST_CASE("more that end than there are is damage, and no number") {
  auto stand = full();
  stand.einden = Eindtellingen{{kVandaag, 30}, {kVandaag + 9, 11}};
  CHECK_FALSE(decode_leverstand(encode(stand)));
  CHECK(van_kracht(stand, day(kVandaag + 1)) == 10);
  CHECK_THROWS_AS(van_kracht(stand, day(kVandaag + 10)), std::logic_error);
  stand.einden = Eindtellingen{{kVandaag, 30}, {kVandaag + 9, 10}};
  CHECK(decode_leverstand(encode(stand)));
  CHECK(komende_dagen(stand, day(kVandaag)) == Telling{40, 10, 10, 10, 10, 10, 10, 10, 10});
  stand.einden = Eindtellingen{{kVandaag, ~std::uint64_t{0}}, {kVandaag + 9, 41}};
  CHECK_FALSE(decode_leverstand(encode(stand)));
}

TEST_CASE("the levels of an earlier version count as what was in force a week on") {
  auto stand = full();
  constexpr std::size_t kAppendix = 1 + 4 + 16;
  stand.verloop = {{kVandaag, 40, -7, 44, 3, 44, 5}};
  auto bytes = encode(stand);
  bytes.erase(bytes.size() - kAppendix);  // the last one
  CHECK(decode_leverstand(bytes).value().verloop == Verloop{{kVandaag, 40, -7, 44, 3, 40, 0}});
  bytes.erase(bytes.size() - kAppendix);
  CHECK(decode_leverstand(bytes).value().verloop == Verloop{{kVandaag, 40, -7, 40, 0, 40, 0}});
}

TEST_CASE("the keys of what corrections are judged by are in use") {
  auto stand = full();
  stand.uitgangspunt = Uitgangspunt{2, 39, {{7, 39}}};
  CHECK(index_keys_of(stand) == std::vector<std::uint32_t>{1, 2, 7});
}
