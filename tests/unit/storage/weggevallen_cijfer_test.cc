#include "storage/comparison/weggevallen_cijfer.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "storage/delivery/row_intake.h"

using namespace vish::storage;
using vish::proto::Bsn;

namespace {

constexpr Pseudoniem kKnown{1};
constexpr Pseudoniem kStranger{2};
constexpr Pseudoniem kMissing{3};

/// As read from a file that names kKnown and kStranger, whose zeros were put back.
RowsRead read(std::optional<std::vector<Pseudoniem>> stranger_may_be) {
  RowsRead rows_read;
  rows_read.rijen = {{.persoon = kKnown}, {.persoon = kStranger}};
  rows_read.hersteld = {{kKnown, std::vector<Pseudoniem>()}, {kStranger, std::move(stranger_may_be)}};
  return rows_read;
}

const std::vector<Setregel> kRegistered{{.persoon = kKnown}, {.persoon = kMissing}};

}  // namespace

TEST_CASE("whichever digit a BSN lost, it is among those that the rest may have been") {
  for (const std::string digits : {"999990019", "999990433", "123456782", "100000009", "111222333"}) {
    const auto bsn = Bsn::parse(digits);
    REQUIRE(bsn.has_value());
    for (std::size_t place = 0; place < Bsn::kLength; ++place) {
      const auto found = with_a_digit_more(std::string(digits).erase(place, 1));
      CHECK(std::ranges::find(found, *bsn) != found.end());
    }
  }
}

TEST_CASE("a stranger whose zero was put back counts as somebody who is missing only if another digit makes him that") {
  CHECK_FALSE(read(std::vector<Pseudoniem>()).may_have_lost_digits(kRegistered));
  CHECK_FALSE(read(std::vector{kKnown}).may_have_lost_digits(kRegistered));
  CHECK(read(std::vector{kKnown, kMissing}).may_have_lost_digits(kRegistered));
}

TEST_CASE("who a row may be of instead is missing only if he is registered and no row names him") {
  auto rows_read = read(std::vector<Pseudoniem>());
  rows_read.misschien = {kKnown, Pseudoniem{9}};
  CHECK_FALSE(rows_read.may_have_lost_digits(kRegistered));
  rows_read.misschien.push_back(kMissing);
  CHECK(rows_read.may_have_lost_digits(kRegistered));
}

TEST_CASE("whoever was a stranger yesterday still stands for somebody who is missing") {
  auto rows_read = read(std::vector{kMissing});
  const std::vector<Setregel> registered{{.persoon = kKnown}, {.persoon = kStranger}, {.persoon = kMissing}};
  CHECK(rows_read.may_have_lost_digits(registered));
  rows_read.rijen.push_back({.persoon = kMissing});
  CHECK_FALSE(rows_read.may_have_lost_digits(registered));
  CHECK_FALSE(read(std::nullopt).may_have_lost_digits(registered));
}

TEST_CASE("a stranger beyond those that are tried may be anybody") {
  CHECK(read(std::nullopt).may_have_lost_digits(kRegistered));
}

TEST_CASE("an early row whose zero was put back is doubted only if another digit makes it somebody who is missing") {
  const auto early = [](std::vector<Pseudoniem> may_be) {
    RowsRead rows_read;
    rows_read.rijen = {{.persoon = kKnown}};
    rows_read.hersteld = {{kStranger, std::move(may_be), true}};
    return rows_read;
  };
  CHECK_FALSE(early({}).may_have_lost_digits(kRegistered));
  CHECK_FALSE(early({kKnown}).may_have_lost_digits(kRegistered));
  CHECK(early({kMissing}).may_have_lost_digits(kRegistered));
}
