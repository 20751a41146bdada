#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

#include "storage/comparison/pseudoniem_orde.h"
#include "storage/comparison/vergelijking.h"

namespace vish::storage {
namespace {

/// The place of a row in the list, and the front of its person.
struct Plaats {
  std::uint64_t front;
  std::uint32_t at;
};

/// Sorts the places of all rows that have not ended. It spreads them over drawers by the first bits of the person;
/// pseudonyms are evenly spread, so that each drawer is small enough to be sorted in the cache of the processor.
class Drawers {
 public:
  explicit Drawers(const std::vector<Bestandsrij>& rijen) : rijen_(rijen) {}

  /// Counts a row; all rows are counted before the first put().
  void count(const Bestandsrij& rij) { ++ends_[drawer(front_of(rij.persoon)) + 1]; }
  void make_room() {
    std::partial_sum(ends_.begin(), ends_.end(), ends_.begin());
    places_.resize(ends_.back());
  }
  /// Puts a row into its drawer; after the last put() ends_[drawer] is the end of the drawer.
  void put(std::uint32_t at) {
    const auto front = front_of(rijen_[at].persoon);
    places_[ends_[drawer(front)]++] = {front, at};
  }
  /// Returns all places, ascending by person, startdatum and line.
  const std::vector<Plaats>& sorted(const Zijdelings& zijdelings) {
    zijdelings([this] { sort(0, kDrawers / 2); }, [this] { sort(kDrawers / 2, kDrawers); });
    return places_;
  }

 private:
  static constexpr unsigned kBits = 11;
  static constexpr std::size_t kDrawers = std::size_t{1} << kBits;

  void sort(std::size_t first, std::size_t last) {
    auto begin = first == 0 ? 0 : ends_[first - 1];
    for (auto drawer = first; drawer < last; ++drawer) {
      std::sort(places_.begin() + static_cast<std::ptrdiff_t>(begin),
                places_.begin() + static_cast<std::ptrdiff_t>(ends_[drawer]),
                [this](const Plaats& a, const Plaats& b) { return comes_before(a, b); });
      begin = ends_[drawer];
    }
  }

  static std::size_t drawer(std::uint64_t front) { return front >> (64U - kBits); }

  bool comes_before(const Plaats& a, const Plaats& b) const {
    if (a.front != b.front) return a.front < b.front;
    const auto& left = rijen_[a.at];
    const auto& right = rijen_[b.at];
    return std::tie(left.persoon, left.startdatum, left.regel) < std::tie(right.persoon, right.startdatum, right.regel);
  }

  const std::vector<Bestandsrij>& rijen_;
  std::array<std::size_t, kDrawers + 1> ends_{};
  std::vector<Plaats> places_;
};

}  // namespace

Opgeschoond clean_up(const std::vector<Bestandsrij>& rijen, Datum peildatum, const Zijdelings& zijdelings) {
  Opgeschoond result;
  const auto ended = [&](const Bestandsrij& rij) { return rij.einddatum < peildatum.days(); };
  Drawers kast(rijen);
  for (const auto& rij : rijen) {
    ended(rij) ? result.verstreken.push_back(rij.regel) : kast.count(rij);
  }
  kast.make_room();
  for (std::uint32_t at = 0; at < rijen.size(); ++at) {
    if (!ended(rijen[at])) kast.put(at);
  }
  const auto& places = kast.sorted(zijdelings);
  result.rijen.reserve(places.size());
  std::int32_t laatste_einde = 0;  // of the rows of the newest person
  const auto note_end = [&] {
    if (!result.rijen.empty() && result.rijen.back().einddatum < laatste_einde)
      result.eindigt_eerder.push_back(result.rijen.back().regel);
  };
  for (const auto& place : places) {
    const auto& rij = rijen[place.at];
    if (!result.rijen.empty() && order_of(result.rijen.back().persoon, rij.persoon) == 0) {
      result.dubbel.push_back(result.rijen.back().regel);
      result.rijen.back() = rij;
      laatste_einde = std::max(laatste_einde, rij.einddatum);
    } else {
      note_end();
      result.rijen.push_back(rij);
      laatste_einde = rij.einddatum;
    }
  }
  note_end();
  return result;
}

}  // namespace vish::storage
