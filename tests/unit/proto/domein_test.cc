#include "proto/terms/domein.h"

#include <array>
#include <catch2/catch.hpp>
#include <string>

namespace vish::proto {
namespace {

constexpr std::array kFasen{Aansluitfase::aangemeld, Aansluitfase::test, Aansluitfase::productie,
                            Aansluitfase::geschorst, Aansluitfase::beeindigd};

/// The phases of which it holds, by their first letters.
template <class Rule>
std::string phases(const Rule& rule) {
  std::string found;
  for (const auto fase : kFasen) found += rule(fase) ? to_text(fase).substr(0, 1) : "-";
  return found;
}

TEST_CASE("a party goes from phase to phase as agreed, and back from its suspension only") {
  const auto from = [](Aansluitfase fase) { return phases([fase](Aansluitfase to) { return may_move(fase, to); }); };
  CHECK(from(Aansluitfase::aangemeld) == "-t--b");
  CHECK(from(Aansluitfase::test) == "--p-b");
  CHECK(from(Aansluitfase::productie) == "---gb");
  CHECK(from(Aansluitfase::geschorst) == "--p-b");
  CHECK(from(Aansluitfase::beeindigd) == "-----");
}

TEST_CASE("what a party may do in each phase") {
  CHECK(phases(may_deliver) == "-tp--");
  CHECK(phases(may_ask) == "-tp--");
  CHECK(phases(may_go_back) == "-tpg-");
  CHECK(phases(is_in_productie) == "--pg-");
  CHECK(phases(may_confirm) == "--pg-");
}

}  // namespace
}  // namespace vish::proto
