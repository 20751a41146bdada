#include "storage/vergelijking.h"

#include <algorithm>
#include <array>
#include <boost/endian/conversion.hpp>
#include <numeric>
#include <tuple>
#include <utility>

namespace vish::storage {
namespace {

class Comparison {
 public:
  Comparison(const std::vector<Bestandsrij>& rijen, const Vergelijkregels& regels) : rijen_(rijen), regels_(regels) {}

  /// `foutief`: persons of refused rows, under the key of `oud`.
  void only_registered(const Setregel& oud, const std::vector<Pseudoniem>& foutief) {
    const bool keep = regels_.onleesbare_rijen || std::binary_search(foutief.begin(), foutief.end(), oud.persoon);
    if (!keep) return end(oud);
    ++result_.niet_beeindigd;
    Setregel kept = oud;
    if (oud.bevestigd == kNetBevestigd) {
      kept.bevestigd = regels_.vorige_peildatum;
      result_.behoud.push_back(kept);
      kept.generatie = regels_.generatie;
    }
    add(&oud, kept);
  }

  void only_in_file(const Bestandsrij& rij) {
    ++result_.nieuw;
    write(rij);
    add(nullptr, confirmed(rij, regels_.generatie));
  }

  /// From an older key to that of the file.
  void renamed(const Setregel& oud, const Bestandsrij& rij, bool same) {
    ++(same ? result_.ongewijzigd : result_.gewijzigd);
    write(rij);
    add(&oud, confirmed(rij, regels_.generatie));
  }
  void forget_name(const Setregel& oud) { result_.verwijder.push_back(oud.persoon); }

  void in_both(const Setregel& oud, const Bestandsrij& rij) {
    const bool same = oud.digest == rij.digest;
    ++(same ? result_.ongewijzigd : result_.gewijzigd);
    const bool stays = same && oud.bevestigd == kNetBevestigd;
    if (!stays) write(rij);
    add(&oud, confirmed(rij, stays ? oud.generatie : regels_.generatie));
  }

  void put_back(const Setregel* oud, const Setregel* doel) {
    if (doel == nullptr) return end(*oud);
    const bool same = oud != nullptr && oud->digest == doel->digest;
    ++(oud == nullptr ? result_.nieuw : same ? result_.ongewijzigd : result_.gewijzigd);
    Setregel restored = *doel;
    if (oud == nullptr || oud->generatie != doel->generatie) {
      result_.behoud.push_back(*doel);
      restored.generatie = regels_.generatie;
    }
    add(oud, restored);
  }

  void expect(std::size_t persons) { result_.nieuwe_stand.reserve(persons); }
  Verschil take() { return std::move(result_); }

 private:
  Setregel confirmed(const Bestandsrij& rij, Generatie generatie) const {
    return {rij.persoon, rij.digest, generatie, rij.einddatum, kNetBevestigd, regels_.sleutel};
  }

  void end(const Setregel& oud) {
    count_in_force(&oud, nullptr);
    ++result_.beeindigd;
    result_.verwijder.push_back(oud.persoon);
  }
  void write(const Bestandsrij& rij) { result_.schrijf.push_back(static_cast<std::uint32_t>(&rij - rijen_.data())); }

  void add(const Setregel* oud, const Setregel& nieuw) {
    count_in_force(oud, &nieuw);
    result_.nieuwe_stand.push_back(nieuw);
  }

  void count_in_force(const Setregel* oud, const Setregel* nieuw) {
    const bool before = oud != nullptr && oud->einddatum >= regels_.vandaag;
    const bool after = nieuw != nullptr && nieuw->einddatum >= regels_.vandaag;
    result_.van_kracht_voor += before ? 1 : 0;
    result_.van_kracht_na += after ? 1 : 0;
    result_.van_kracht_kwijt += before && !after ? 1 : 0;
  }

  const std::vector<Bestandsrij>& rijen_;
  const Vergelijkregels& regels_;
  Verschil result_;
};

/// The front of a pseudonym as a number: decides nearly every comparison.
std::uint64_t front_of(const Pseudoniem& persoon) { return boost::endian::load_big_u64(persoon.data()); }
std::uint64_t back_of(const Pseudoniem& persoon) { return boost::endian::load_big_u64(persoon.data() + 8); }

std::strong_ordering order_of(const Pseudoniem& left, const Pseudoniem& right) {
  const auto fronts = front_of(left) <=> front_of(right);
  return fronts != 0 ? fronts : back_of(left) <=> back_of(right);
}

/// Visits each person of two lists, ascending; null where one lacks the person.
template <class Left, class Right, class Visit>
void merge(const std::vector<Left>& left, const std::vector<Right>& right, const Visit& visit) {
  auto l = left.begin();
  auto r = right.begin();
  while (l != left.end() && r != right.end()) {
    const auto order = order_of(l->persoon, r->persoon);
    if (order < 0) {
      visit(&*l++, nullptr);
    } else if (order > 0) {
      visit(nullptr, &*r++);
    } else {
      visit(&*l++, &*r++);
    }
  }
  while (l != left.end()) visit(&*l++, nullptr);
  while (r != right.end()) visit(nullptr, &*r++);
}

/// Who of a set the file names, though under another key.
class Herkend {
 public:
  Herkend(const std::vector<Setregel>& stand, const std::vector<Bestandsrij>& rijen,
          const std::vector<Oudenamen>& eerder)
      : stand_(stand), rijen_(rijen) {
    if (eerder.empty()) return;
    of_set_.resize(stand.size());
    of_row_.resize(rijen.size());
    for (const auto& namen : eerder) recognise(namen);
  }

  bool in_file(const Setregel& regel) const { return !of_set_.empty() && of_set_[place(regel)]; }
  struct Persoon {
    const Setregel* regel = nullptr;
    bool same = false;  ///< the row says what is registered
  };
  Persoon registered(const Bestandsrij& rij) const {
    return of_row_.empty() ? Persoon() : of_row_[static_cast<std::size_t>(&rij - rijen_.data())];
  }

 private:
  void recognise(const Oudenamen& namen) {
    merge(stand_, namen.rijen, [&](const Setregel* regel, const Oudenaam* naam) {
      if (regel == nullptr || naam == nullptr || regel->sleutel != namen.sleutel) return;
      of_set_[place(*regel)] = true;
      of_row_[naam->rij] = {regel, regel->digest == naam->digest};
    });
  }
  std::size_t place(const Setregel& regel) const { return static_cast<std::size_t>(&regel - stand_.data()); }
  const std::vector<Setregel>& stand_;
  const std::vector<Bestandsrij>& rijen_;
  std::vector<bool> of_set_;
  std::vector<Persoon> of_row_;
};

/// The persons of refused rows under that key.
const std::vector<Pseudoniem>& refused_under(std::uint32_t sleutel, const std::vector<Pseudoniem>& foutief,
                                             const std::vector<Oudenamen>& eerder) {
  const auto is_that = [&](const Oudenamen& each) { return each.sleutel == sleutel; };
  const auto found = std::find_if(eerder.begin(), eerder.end(), is_that);
  return found == eerder.end() ? foutief : found->foutief;
}

/// Where a row stands in the list, by the front of its person.
struct Plaats {
  std::uint64_t front;
  std::uint32_t at;
};

/// The places of all rows that have not ended, spread over drawers by the
/// first bits of the person: pseudonyms are evenly spread, so that each drawer
/// is small and is sorted where the processor has it at hand.
class Ladekast {
 public:
  explicit Ladekast(const std::vector<Bestandsrij>& rijen) : rijen_(rijen) {}

  /// Adds up, before the first place goes in.
  void count(const Bestandsrij& rij) { ++ends_[drawer(front_of(rij.persoon)) + 1]; }
  void make_room() {
    std::partial_sum(ends_.begin(), ends_.end(), ends_.begin());
    places_.resize(ends_.back());
  }
  /// After that ends_[drawer] is where the drawer ends.
  void put(std::uint32_t at) {
    const auto front = front_of(rijen_[at].persoon);
    places_[ends_[drawer(front)]++] = {front, at};
  }
  /// All places, ascending by person, startdatum and line.
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

Opgeschoond clean_up(const std::vector<Bestandsrij>& rijen, proto::Datum peildatum, const Zijdelings& zijdelings) {
  Opgeschoond result;
  const auto ended = [&](const Bestandsrij& rij) { return rij.einddatum < peildatum.days(); };
  Ladekast kast(rijen);
  for (const auto& rij : rijen) {
    ended(rij) ? result.verstreken.push_back(rij.regel) : kast.count(rij);
  }
  kast.make_room();
  for (std::uint32_t at = 0; at < rijen.size(); ++at) {
    if (!ended(rijen[at])) kast.put(at);
  }
  const auto& places = kast.sorted(zijdelings);
  result.rijen.reserve(places.size());
  for (const auto& place : places) {
    const auto& rij = rijen[place.at];
    if (!result.rijen.empty() && order_of(result.rijen.back().persoon, rij.persoon) == 0) {
      result.dubbel.push_back(result.rijen.back().regel);
      result.rijen.back() = rij;
    } else {
      result.rijen.push_back(rij);
    }
  }
  return result;
}

Verschil compare(const std::vector<Setregel>& stand, const std::vector<Bestandsrij>& rijen,
                 const std::vector<Pseudoniem>& foutief, const Vergelijkregels& regels,
                 const std::vector<Oudenamen>& eerder) {
  const Herkend herkend(stand, rijen, eerder);
  Comparison comparison(rijen, regels);
  comparison.expect(std::max(stand.size(), rijen.size()));
  merge(stand, rijen, [&](const Setregel* oud, const Bestandsrij* rij) {
    if (oud != nullptr && rij != nullptr) return comparison.in_both(*oud, *rij);
    if (rij == nullptr) {
      return herkend.in_file(*oud) ? comparison.forget_name(*oud)
                                   : comparison.only_registered(*oud, refused_under(oud->sleutel, foutief, eerder));
    }
    const auto known = herkend.registered(*rij);
    known.regel == nullptr ? comparison.only_in_file(*rij) : comparison.renamed(*known.regel, *rij, known.same);
  });
  return comparison.take();
}

Verschil restore(const std::vector<Setregel>& stand, const std::vector<Setregel>& doel, const Vergelijkregels& regels) {
  const std::vector<Bestandsrij> no_rows;
  Comparison comparison(no_rows, regels);
  merge(stand, doel, [&](const Setregel* oud, const Setregel* then) { comparison.put_back(oud, then); });
  return comparison.take();
}

void fill_in(proto::Aantallen& aantallen, const Verschil& verschil) {
  aantallen.nieuw = verschil.nieuw;
  aantallen.gewijzigd = verschil.gewijzigd;
  aantallen.beeindigd = verschil.beeindigd;
  aantallen.ongewijzigd = verschil.ongewijzigd;
  aantallen.niet_beeindigd = verschil.niet_beeindigd;
}

bool too_many_faulty(const proto::Aantallen& aantallen, const proto::Drempels& drempels) {
  return aantallen.foutief * 100 > aantallen.rijen * drempels.fout_percentage;
}

bool leaves_nobody(const Verschil& verschil) { return verschil.van_kracht_voor > 0 && verschil.van_kracht_na == 0; }

bool must_hold(const Verschil& verschil, const proto::Drempels& drempels) {
  if (leaves_nobody(verschil)) return true;
  return verschil.van_kracht_kwijt > drempels.afname_aantal &&
         verschil.van_kracht_kwijt * 100 > verschil.van_kracht_voor * drempels.afname_percentage;
}

}  // namespace vish::storage
