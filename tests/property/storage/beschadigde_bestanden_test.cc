#include <algorithm>
#include <catch2/catch.hpp>

#include "bron.h"
#include "schade.h"
#include "storage/comparison/bewaking.h"
#include "storage/delivery/row_intake.h"
#include "support/dagbestand.h"
#include "support/seed.h"
#include "support/temp_folder.h"

using namespace vish::storage;
using namespace vish::test;
using vish::proto::Dagbestandlezer;

namespace {

const auto kPeildatum = dag(20);

enum class Gevolg { geweigerd, vastgehouden, verwerkt };

struct Uitslag {
  Gevolg gevolg;
  Verschil verschil{};
  bool beeindigt_niemand = false;
};

std::shared_ptr<const Crypto> make_keys() {
  const TempFolder folder;
  REQUIRE(Keyring::create(folder / "sleutels").has_value());
  return make_crypto(*Keyring::load(folder / "sleutels"));
}

/// Reads and decides as a delivery does, without a database.
class Levering {
 public:
  explicit Levering(std::shared_ptr<const Crypto> crypto) : crypto_(std::move(crypto)) {}

  Uitslag deliver(const std::string& bytes, const std::vector<Setregel>& set) {
    RowIntake intake(crypto_, pool_, {.testnummers = Testnummers::ook, .max_rijen = 100'000});
    Dagbestandlezer lezer({.peildatum = kPeildatum}, intake);
    const auto& rows_read = intake.rows_read();
    if (!lezer.feed(bytes) || !lezer.finish()) return {Gevolg::geweigerd};
    if (too_many_faulty(rows_read.aantallen, drempels_)) return {Gevolg::geweigerd};
    intake.clean_up(kPeildatum);
    intake.doubt(set);
    const Vergelijkregels regels{kPeildatum.days(), kPeildatum.days() - 1, rows_read.beeindigt_niemand, 2};
    auto verschil = compare(set, rows_read.rijen, rows_read.foutief, regels);
    const auto held = must_hold(verschil.blik, earlier_levels({}, false, kPeildatum.days(), verschil.blik),
                                kPeildatum.days(), drempels_);
    const auto gevolg = held.empty() ? Gevolg::verwerkt : Gevolg::vastgehouden;
    return {gevolg, std::move(verschil), rows_read.beeindigt_niemand};
  }

 private:
  std::shared_ptr<const Crypto> crypto_;
  ComputePool pool_{0};
  vish::proto::Drempels drempels_;
};

/// Of how many the protection is over today.
std::size_t count_lost(const std::vector<Setregel>& protected_before, const std::vector<Setregel>& after) {
  std::size_t lost = 0;
  auto at = after.begin();
  for (const auto& person : protected_before) {
    while (at != after.end() && at->persoon < person.persoon) ++at;
    const bool found = at != after.end() && at->persoon == person.persoon;
    lost += !found || at->einddatum < kPeildatum.days() ? 1 : 0;
  }
  return lost;
}

/// Of how many it is over earlier than it was.
std::size_t count_shortened(const std::vector<Setregel>& before, const std::vector<Setregel>& after) {
  return static_cast<std::size_t>(std::count_if(before.begin(), before.end(), [&](const Setregel& person) {
    const auto now =
        std::lower_bound(after.begin(), after.end(), person.persoon,
                         [](const Setregel& each, const Pseudoniem& persoon) { return each.persoon < persoon; });
    return now == after.end() || now->persoon != person.persoon || now->einddatum < person.einddatum;
  }));
}

/// How many files came to what.
struct Uitkomsten {
  std::size_t files = 0;
  std::size_t refused = 0;
  std::size_t held = 0;
  std::size_t ended_nobody = 0;
  std::size_t untold = 0;

  std::string text() const {
    const auto share = [&](std::size_t count) {
      return std::to_string(count * 10'000 / std::max<std::size_t>(files, 1));
    };
    return std::to_string(files) + " files; of 10,000: refused " + share(refused) + ", held " + share(held) +
           ", ended nobody " + share(ended_nobody) + ", damaged into a file that the source could have written " +
           share(untold);
  }
};

constexpr std::size_t kDamagesOfOne = 25;

/// A source with its people, of whom some are new and some have left since its
/// last file.
class Gemeente {
 public:
  Gemeente(std::shared_ptr<const Crypto> crypto, Worp& worp)
      : worp_(worp), levering_(std::move(crypto)), bron_(worp, kPeildatum) {
    std::vector<Bronpersoon> before;
    const std::size_t size = worp.one_in(4) ? 5 + worp.below(20) : 20 + worp.below(worp.one_in(8) ? 300 : 80);
    while (before.size() < size) {
      auto person = bron_.make_person(worp);
      const auto is_same = [&person](const Bronpersoon& other) { return other.bsn == person.bsn; };
      if (std::none_of(before.begin(), before.end(), is_same)) before.push_back(std::move(person));
    }
    std::vector<Bronpersoon> now(before.begin() + static_cast<std::ptrdiff_t>(worp.below(2)), before.end());
    bytes_ = bron_.write(now);
    set_ = levering_.deliver(bron_.write(before), {}).verschil.nieuwe_set;
    stay_ = levering_.deliver(bytes_, {}).verschil.nieuwe_set;
    const auto undamaged = levering_.deliver(bytes_, set_);
    REQUIRE(stay_.size() == now.size());
    REQUIRE(undamaged.gevolg == Gevolg::verwerkt);
    REQUIRE(count_lost(stay_, undamaged.verschil.nieuwe_set) == 0);
  }

  void damage_once(Uitkomsten& telling) {
    const auto schade = damage(worp_, bytes_);
    const auto uitslag = levering_.deliver(schade.bytes, set_);
    ++telling.files;
    telling.refused += uitslag.gevolg == Gevolg::geweigerd ? 1 : 0;
    telling.held += uitslag.gevolg == Gevolg::vastgehouden ? 1 : 0;
    REQUIRE((!uitslag.beeindigt_niemand || count_shortened(set_, uitslag.verschil.nieuwe_set) == 0));
    if (uitslag.gevolg != Gevolg::verwerkt) return;
    telling.ended_nobody += uitslag.beeindigt_niemand ? 1 : 0;
    const auto lost = count_lost(stay_, uitslag.verschil.nieuwe_set);
    if (lost == 0) return;
    if (schade.soort == "waarden weg") {  // three empty lines keep nobody; a last one without its line end is no line
      INFO(bytes_ << "\n=== became\n" << schade.bytes);
      REQUIRE(lost <= (schade.bytes.ends_with('\n') && bytes_.ends_with('\n') ? 3 : 4));
      ++telling.untold;
      return;
    }
    if (schade.soort == "veel bytes weg") {  // rows may go whole, and what is left of two make one
      ++telling.untold;
      return;
    }
    const auto mended = bron_.mended(schade.bytes);
    if (mended && count_lost(stay_, levering_.deliver(*mended, set_).verschil.nieuwe_set) > 0) {
      ++telling.untold;
      return;
    }
    INFO("damage: " << schade.soort << "\n" << bytes_ << "\n=== became\n" << schade.bytes);
    REQUIRE(lost == 0);
  }

 private:
  Worp& worp_;
  Levering levering_;
  Bron bron_;
  std::string bytes_;
  std::vector<Setregel> set_;
  std::vector<Setregel> stay_;  ///< of the undamaged file
};

}  // namespace

TEST_CASE("Damage to a file ends nobody who is in it, unless the file is held or refused") {
  const auto seed = vish::test::seed();
  const std::size_t sources = (full() ? 1'000'000 : 20'000) / kDamagesOfOne;
  const auto crypto = make_keys();
  Uitkomsten telling;
  for (std::size_t source = 0; source < sources; ++source) {
    INFO("VISH_SEED=" << seed << ", source " << source);
    Worp worp(seed + source);
    Gemeente gemeente(crypto, worp);
    for (std::size_t i = 0; i < kDamagesOfOne; ++i) gemeente.damage_once(telling);
  }
  WARN(telling.text());
  CHECK(telling.untold * 10 < telling.files);
}
