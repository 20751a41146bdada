// Empty lines that files are laid out with, beside who is missing.

#include <catch2/catch.hpp>
#include <string>

#include "proto/dayfile/dagbestand.h"
#include "storage/delivery/row_intake.h"
#include "support/dagbestand.h"
#include "support/temp_folder.h"

using namespace vish::storage;
using namespace vish::test;

namespace {

std::shared_ptr<const Crypto> make_keys() {
  const TempFolder folder;
  REQUIRE(Keyring::create(folder / "sleutels").has_value());
  return make_crypto(*Keyring::load(folder / "sleutels"));
}

/// Takes a file of the first so many of kDertig in, with so many empty lines behind them.
class Bestand {
 public:
  Bestand(std::shared_ptr<const Crypto> crypto, std::size_t people, std::size_t empty = 0, const std::string& row = "")
      : intake_(std::move(crypto), pool_, {.testnummers = Testnummers::ook, .max_rijen = 1000}) {
    std::string bytes = "bsn;startdatum;fase\n";
    for (std::size_t i = 0; i < people; ++i) {
      bytes += std::string(kDertig[i].digits()) + ";2026-01-05;nazorg\n";
    }
    bytes += row;
    for (; empty > 0; --empty) bytes += ";;\n";
    vish::proto::Dagbestandlezer lezer({.peildatum = dag(20)}, intake_);
    REQUIRE(lezer.feed(bytes).has_value());
    REQUIRE(lezer.finish().has_value());
    intake_.clean_up(dag(20));
  }

  std::vector<Setregel> stand() const {
    std::vector<Setregel> stand;
    for (const auto& rij : intake_.rows_read().rijen) stand.push_back({.persoon = rij.persoon});
    return stand;
  }
  bool ends_nobody(const std::vector<Setregel>& registered) {
    intake_.doubt(registered);
    return intake_.rows_read().beeindigt_niemand;
  }
  std::uint64_t findings() const {
    std::uint64_t count = 0;
    for (const auto& [code, found] : intake_.bevindingen().per_code()) count += found;
    return count;
  }

 private:
  ComputePool pool_{0};
  RowIntake intake_;
};

}  // namespace

TEST_CASE("a file with about as many empty lines as persons are missing ends nobody and says so") {
  const auto crypto = make_keys();
  const auto stand = Bestand(crypto, 30).stand();
  REQUIRE(stand.size() == 30);
  for (const std::size_t empty : {4, 8, 20}) {
    Bestand bestand(crypto, 20, empty);
    CHECK(bestand.findings() == 1);
    CHECK(bestand.ends_nobody(stand));
    CHECK(bestand.findings() == 2);
  }
}

TEST_CASE("a few empty lines, or many more than persons are missing, keep nobody") {
  const auto crypto = make_keys();
  const auto stand = Bestand(crypto, 30).stand();
  CHECK_FALSE(Bestand(crypto, 20, 3).ends_nobody(stand));
  CHECK_FALSE(Bestand(crypto, 20, 21).ends_nobody(stand));
  CHECK_FALSE(Bestand(crypto, 30, 4).ends_nobody(stand));
}

TEST_CASE("who stands on a refused row is not missing") {
  const auto crypto = make_keys();
  const auto stand = Bestand(crypto, 30).stand();
  const auto refused = std::string(kDertig[29].digits()) + ";2026-01-05;onbekend\n";
  CHECK_FALSE(Bestand(crypto, 28, 4, refused).ends_nobody(stand));
  CHECK(Bestand(crypto, 28, 4).ends_nobody(stand));
}
