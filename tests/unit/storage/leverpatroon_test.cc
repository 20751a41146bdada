#include "storage/comparison/leverpatroon.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

using vish::storage::after_delivery;
using vish::storage::after_rollback;
using vish::storage::is_opvallend;
using vish::storage::kBestandenHerkend;
using vish::storage::kOpvallend;
using vish::storage::Leverfeiten;
using vish::storage::Leverpatroon;
using vish::storage::Opvallend;

namespace {

/// Another file of the same 20 persons each time.
Leverfeiten same(std::uint64_t bestand) { return {.verandert_niets = true, .registraties = 20, .bestand = bestand}; }
Leverfeiten changed(std::uint64_t bestand) { return {.registraties = 20, .bestand = bestand}; }
Leverfeiten correction(std::uint64_t bestand) {
  auto feiten = changed(bestand);
  feiten.correctie = true;
  return feiten;
}
Leverfeiten ends_nobody(std::uint64_t bestand) {
  auto feiten = changed(bestand);
  feiten.beeindigt_niemand = true;
  return feiten;
}

Leverpatroon after(const std::vector<Leverfeiten>& all, Leverpatroon patroon = {}) {
  for (const auto& feiten : all) patroon = after_delivery(std::move(patroon), feiten);
  return patroon;
}

bool is_odd(const Leverpatroon& patroon) {
  return std::ranges::any_of(kOpvallend, [&](auto each) { return is_opvallend(patroon, each); });
}

}  // namespace

TEST_CASE("the same set is odd from the tenth peildatum on, and a change begins anew") {
  auto patroon = after({changed(1)});
  for (std::uint64_t day = 2; day <= 9; ++day) patroon = after({same(day)}, patroon);
  CHECK_FALSE(is_odd(patroon));
  CHECK(is_opvallend(after({same(10)}, patroon), Opvallend::ongewijzigd));
  CHECK_FALSE(is_odd(after({changed(10), same(11)}, patroon)));
}

TEST_CASE("a correction that changes nothing is no other day") {
  auto patroon = after({changed(1)});
  for (std::uint64_t file = 2; file <= 9; ++file) patroon = after({same(file)}, patroon);
  auto again = same(10);
  again.correctie = true;
  CHECK_FALSE(is_opvallend(after({again}, patroon), Opvallend::ongewijzigd));
}

TEST_CASE("a set of fewer than twenty may stay as it is") {
  Leverpatroon patroon;
  for (std::uint64_t day = 1; day <= 30; ++day) {
    auto feiten = same(day);
    feiten.registraties = 19;
    patroon = after({feiten}, patroon);
  }
  CHECK_FALSE(is_odd(patroon));
}

TEST_CASE("three files in a row that end nobody are odd, and a good one makes an end of it") {
  CHECK_FALSE(is_odd(after({ends_nobody(1), ends_nobody(2)})));
  CHECK(is_opvallend(after({ends_nobody(1), ends_nobody(2), ends_nobody(3)}), Opvallend::niemand_beeindigd));
  CHECK_FALSE(is_odd(after({ends_nobody(1), ends_nobody(2), changed(3), ends_nobody(4), ends_nobody(5)})));
}

TEST_CASE("the third correction of one peildatum is odd, until another peildatum comes") {
  const auto patroon = after({changed(1), correction(2), correction(3)});
  CHECK_FALSE(is_odd(patroon));
  CHECK(is_opvallend(after({correction(4)}, patroon), Opvallend::correcties));
  CHECK_FALSE(is_odd(after({correction(4), changed(5)}, patroon)));
}

TEST_CASE("a file that comes back after another is odd, the same one again is not") {
  CHECK(is_opvallend(after({changed(1), changed(2), changed(1)}), Opvallend::eerder_bestand));
  CHECK_FALSE(is_odd(after({changed(1), same(1), same(1)})));
  CHECK_FALSE(is_odd(after({changed(1), changed(2), changed(1), changed(3)})));
}

TEST_CASE("what was rolled back counts as not seen") {
  const auto patroon = after_rollback(after({changed(1), changed(2), changed(3)}), 1, 20);
  CHECK_FALSE(is_odd(after({changed(2)}, patroon)));
  CHECK_FALSE(is_odd(after({same(1)}, patroon)));
}

TEST_CASE("no more files are remembered than are recognised") {
  Leverpatroon patroon;
  for (std::uint64_t file = 1; file <= 1000; ++file) patroon = after({changed(file)}, patroon);
  CHECK(patroon.bestanden.size() == kBestandenHerkend);
  CHECK(is_opvallend(after({changed(1000 - kBestandenHerkend + 1)}, patroon), Opvallend::eerder_bestand));
  CHECK_FALSE(is_odd(after({changed(1)}, patroon)));
}

TEST_CASE("test numbers are odd as long as the file in force had any") {
  auto feiten = changed(1);
  feiten.testnummers = 2;
  CHECK(is_opvallend(after({feiten}), Opvallend::testnummers));
  CHECK_FALSE(is_odd(after({feiten, changed(2)})));
}
