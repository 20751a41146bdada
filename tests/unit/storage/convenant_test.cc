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

Datum datum_of(int number) { return Datum(std::chrono::sys_days(std::chrono::days(20000 + number))); }

Convenantpartner partner_of(const std::string& id, const std::vector<std::string>& kvk, int ingang,
                            std::optional<int> eind = std::nullopt) {
  Convenantpartner made{id, id, {}, {}, datum_of(ingang), {}};
  for (const auto& number : kvk) made.kvk_nummers.push_back(*KvkNummer::parse(number));
  if (eind) made.einddatum = datum_of(*eind);
  return made;
}

Convenantpartner with_oin_on(Convenantpartner made, const std::string& kvk) {
  made.oins.push_back(*Oin::parse("00000003" + kvk + "0000"));
  return made;
}

const std::string kFirstKvk = "41000001";
const std::string kSecondKvk = "41000002";

/// A binds both creditors, B the first as well, on the days 5 to 10.
Stand doubled_stand() {
  Stand stand;
  stand.convenantpartners.emplace("A", partner_of("A", {kFirstKvk, kSecondKvk}, 5, 20));
  stand.convenantpartners.emplace("B", partner_of("B", {kFirstKvk}, 0, 10));
  return stand;
}

bool binds_more(const Convenantpartner& changed) { return bound_by_another(doubled_stand(), changed) != nullptr; }

TEST_CASE("two convenantpartners that bind one creditor may stay so and become less") {
  CHECK_FALSE(binds_more(partner_of("B", {kFirstKvk}, 0, 10)));
  CHECK_FALSE(binds_more(with_oin_on(partner_of("B", {}, 0, 10), kFirstKvk)));
  CHECK_FALSE(binds_more(partner_of("B", {kFirstKvk}, 6, 9)));
  CHECK_FALSE(binds_more(partner_of("B", {kFirstKvk, "41000003"}, -5, 10)));
  CHECK_FALSE(binds_more(partner_of("A", {kFirstKvk, kSecondKvk}, 5)));
  CHECK_FALSE(binds_more(partner_of("A", {kSecondKvk}, 0)));
}

TEST_CASE("two convenantpartners that bind one creditor come to bind no other, in whichever form") {
  CHECK(binds_more(partner_of("B", {kFirstKvk, kSecondKvk}, 0, 10)));
  CHECK(binds_more(partner_of("B", {kSecondKvk}, 0, 10)));
  CHECK(binds_more(with_oin_on(partner_of("B", {kFirstKvk}, 0, 10), kSecondKvk)));
}

TEST_CASE("two convenantpartners that bind one creditor come to bind it on no other day") {
  CHECK(binds_more(partner_of("B", {kFirstKvk}, 0, 11)));
  CHECK(binds_more(partner_of("B", {kFirstKvk}, 0)));
  CHECK(binds_more(partner_of("B", {kFirstKvk}, 11, 12)));
  CHECK(binds_more(partner_of("A", {kFirstKvk, kSecondKvk}, 4, 20)));
  CHECK_FALSE(binds_more(partner_of("B", {kFirstKvk}, 21)));
}

}  // namespace
}  // namespace vish::storage
