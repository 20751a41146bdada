#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "storage/comparison/bewaking.h"
#include "support/seed.h"

// What the guard sees of a set whose end dates are put off day by day.

using namespace vish::storage;

namespace {

Pseudoniem numbered(std::uint32_t nummer) {
  Pseudoniem result{};
  for (std::size_t at = 0; at < 4; ++at) result[at] = static_cast<unsigned char>(nummer >> (24 - 8 * at));
  return result;
}

/// Delivers persons by number, each with an end date of so many days on.
class Verlenger {
 public:
  Verlenger(std::uint32_t first, std::uint32_t end, std::int32_t reach) : reach_(reach) {
    const auto begin = compare(first, end);
    set_ = begin.nieuwe_set;
    verloop_ = first_level(dag_, begin.blik);
  }

  /// The persons from the first to before the end, that many days after the last file.
  std::vector<Houdregel> deliver(std::uint32_t first, std::uint32_t end, std::int32_t days = 1) {
    dag_ += days;
    auto verschil = compare(first, end);
    const auto eerder = earlier_levels(verloop_, false, dag_, verschil.blik);
    std::vector<Houdregel> regels;
    for (const auto& reden : must_hold(verschil.blik, eerder, dag_, vish::proto::Drempels()))
      regels.push_back(reden.regel);
    if (!regels.empty()) return regels;
    const auto& kwijt = verschil.blik.kwijt;
    verloop_ = add_level(eerder, dag_, verschil.blik, {kwijt.front(), kwijt.back()});
    set_ = std::move(verschil.nieuwe_set);
    return regels;
  }
  void release(std::uint32_t first, std::uint32_t end) {
    auto verschil = compare(first, end);
    verloop_ = first_level(dag_, verschil.blik);
    set_ = std::move(verschil.nieuwe_set);
  }
  bool is_exchanged() const { return many_were_exchanged(verloop_, dag_); }

 private:
  Verschil compare(std::uint32_t first, std::uint32_t end) const {
    std::vector<Bestandsrij> rijen;
    for (; first < end; ++first) rijen.push_back({.persoon = numbered(first), .einddatum = dag_ + reach_});
    return vish::storage::compare(set_, rijen, {}, {dag_, dag_ - 1, false});
  }

  std::int32_t reach_;
  std::int32_t dag_ = 20'000;
  std::vector<Setregel> set_;
  Verloop verloop_;
};

}  // namespace

TEST_CASE("a set that shrinks is held at a quarter, also where every end date is put off daily") {
  const auto reach = GENERATE(range(1, 9));
  Verlenger gemeente(0, 200, reach);
  std::uint32_t left = 200;
  CHECK(gemeente.deliver(0, left).empty());
  while (left > 150) CHECK(gemeente.deliver(0, left -= 10).empty());
  CHECK(gemeente.deliver(0, 140) == std::vector{Houdregel::netto_afname});
  CHECK(gemeente.deliver(0, 150, 0).empty());
  CHECK(gemeente.deliver(0, 149, 0) == std::vector{Houdregel::netto_afname});
}

TEST_CASE("after a release a set with end dates of this week is counted from what was released") {
  Verlenger gemeente(0, 200, 7);
  CHECK(gemeente.deliver(0, 200).empty());
  gemeente.release(0, 100);
  std::uint32_t left = 100;
  CHECK(gemeente.deliver(0, left).empty());
  for (; left > 75; left -= 5) CHECK(gemeente.deliver(0, left).empty());
  CHECK(gemeente.deliver(0, 75).empty());
  CHECK(gemeente.deliver(0, 74) == std::vector{Houdregel::netto_afname});
}

TEST_CASE("who lets end dates of tomorrow lapse in a weekend is counted by who was there before") {
  Verlenger gemeente(0, 200, 3);
  std::uint32_t left = 200;
  CHECK(gemeente.deliver(0, left).empty());
  std::vector<Houdregel> regels;
  for (int file = 1; file < 20 && regels.empty(); ++file) {
    const auto before = left;
    regels = gemeente.deliver(0, left -= 5, file % 5 == 0 ? 3 : 1);
    if (!regels.empty()) CHECK(before == 150);
  }
  CHECK(regels == std::vector{Houdregel::netto_afname});
}

TEST_CASE("a set that is exchanged bit by bit is told of, also where every end date is put off daily") {
  const auto reach = GENERATE(range(1, 9));
  Verlenger gemeente(0, 100, reach);
  CHECK(gemeente.deliver(0, 100).empty());
  for (std::uint32_t gone = 10; gone <= 50; gone += 10) {
    CHECK(gemeente.deliver(gone, gone + 100).empty());
    CHECK_FALSE(gemeente.is_exchanged());
  }
  CHECK(gemeente.deliver(51, 151).empty());
  CHECK(gemeente.is_exchanged());
}

TEST_CASE("a set that stays as it is, or grows, is never held for end dates that are put off in time") {
  const auto seed = vish::test::seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  const auto number = [&](int low, int high) { return std::uniform_int_distribution(low, high)(random); };
  for (int i = 0; i < 40; ++i) {
    const auto size = static_cast<std::uint32_t>(number(1, 300));
    const auto reach = number(1, 12);
    Verlenger gemeente(0, size, reach);
    auto end = size;
    for (int file = 0; file < 60; ++file) {
      end += number(0, 30) == 0 ? 1 : 0;
      CHECK(gemeente.deliver(0, end, number(1, reach)).empty());
      CHECK_FALSE(gemeente.is_exchanged());
    }
  }
}
