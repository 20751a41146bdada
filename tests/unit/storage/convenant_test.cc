#include "storage/registry/convenant.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace vish::storage {
namespace {

using proto::Convenantpartner;
using proto::KvkNummer;
using proto::Oin;

Datum dag(int number) { return Datum(std::chrono::sys_days(std::chrono::days(20000 + number))); }

Convenantpartner partner(const std::string& id, const std::vector<std::string>& kvk, int ingang,
                         std::optional<int> eind = std::nullopt) {
  Convenantpartner made{id, id, {}, {}, dag(ingang), {}};
  for (const auto& number : kvk) made.kvk_nummers.push_back(*KvkNummer::parse(number));
  if (eind) made.einddatum = dag(*eind);
  return made;
}

Convenantpartner with_oin(Convenantpartner made, const std::string& kvk) {
  made.oins.push_back(*Oin::parse("00000003" + kvk + "0000"));
  return made;
}

const std::string kOne = "41000001";
const std::string kTwo = "41000002";

/// A binds both creditors, B the first as well, on the days 5 to 10.
Stand doubled() {
  Stand stand;
  stand.convenantpartners.emplace("A", partner("A", {kOne, kTwo}, 5, 20));
  stand.convenantpartners.emplace("B", partner("B", {kOne}, 0, 10));
  return stand;
}

bool is_refused(const Convenantpartner& changed) { return bound_by_another(doubled(), changed) != nullptr; }

TEST_CASE("two convenantpartners that bind one creditor may stay so and become less") {
  CHECK_FALSE(is_refused(partner("B", {kOne}, 0, 10)));
  CHECK_FALSE(is_refused(with_oin(partner("B", {}, 0, 10), kOne)));
  CHECK_FALSE(is_refused(partner("B", {kOne}, 6, 9)));
  CHECK_FALSE(is_refused(partner("B", {kOne, "41000003"}, -5, 10)));
  CHECK_FALSE(is_refused(partner("A", {kOne, kTwo}, 5)));
  CHECK_FALSE(is_refused(partner("A", {kTwo}, 0)));
}

TEST_CASE("two convenantpartners that bind one creditor come to bind no other, in whichever form") {
  CHECK(is_refused(partner("B", {kOne, kTwo}, 0, 10)));
  CHECK(is_refused(partner("B", {kTwo}, 0, 10)));
  CHECK(is_refused(with_oin(partner("B", {kOne}, 0, 10), kTwo)));
}

TEST_CASE("two convenantpartners that bind one creditor come to bind it on no other day") {
  CHECK(is_refused(partner("B", {kOne}, 0, 11)));
  CHECK(is_refused(partner("B", {kOne}, 0)));
  CHECK(is_refused(partner("B", {kOne}, 11, 12)));
  CHECK(is_refused(partner("A", {kOne, kTwo}, 4, 20)));
  CHECK_FALSE(is_refused(partner("B", {kOne}, 21)));
}

}  // namespace
}  // namespace vish::storage
