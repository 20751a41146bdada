#include "storage/vergelijking.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace vish::storage {
namespace {

class Comparison {
 public:
  Comparison(const std::vector<Bestandsrij>& rijen, const std::vector<Pseudoniem>& foutief,
             const Vergelijkregels& regels)
      : rijen_(rijen), foutief_(foutief), regels_(regels) {}

  void only_registered(const Setregel& oud) {
    const bool keep = regels_.onleesbare_rijen || std::binary_search(foutief_.begin(), foutief_.end(), oud.persoon);
    if (!keep) {
      count_in_force(&oud, nullptr);
      result_.verwijder.push_back(oud.persoon);
      return;
    }
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

  void in_both(const Setregel& oud, const Bestandsrij& rij) {
    const bool same = oud.digest == rij.digest;
    ++(same ? result_.ongewijzigd : result_.gewijzigd);
    const bool stays = same && oud.bevestigd == kNetBevestigd;
    if (!stays) write(rij);
    add(&oud, confirmed(rij, stays ? oud.generatie : regels_.generatie));
  }

  void put_back(const Setregel* oud, const Setregel* doel) {
    if (doel == nullptr) {
      count_in_force(oud, nullptr);
      result_.verwijder.push_back(oud->persoon);
      return;
    }
    const bool same = oud != nullptr && oud->digest == doel->digest;
    ++(oud == nullptr ? result_.nieuw : same ? result_.ongewijzigd : result_.gewijzigd);
    Setregel restored = *doel;
    if (oud == nullptr || oud->generatie != doel->generatie) {
      result_.behoud.push_back(*doel);
      restored.generatie = regels_.generatie;
    }
    add(oud, restored);
  }

  Verschil take() { return std::move(result_); }

 private:
  static Setregel confirmed(const Bestandsrij& rij, Generatie generatie) {
    return {rij.persoon, rij.digest, generatie, rij.einddatum, kNetBevestigd};
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
  const std::vector<Pseudoniem>& foutief_;
  const Vergelijkregels& regels_;
  Verschil result_;
};

/// Visits each person of two lists, ascending; null where one lacks the person.
template <class Left, class Right, class Visit>
void merge(const std::vector<Left>& left, const std::vector<Right>& right, const Visit& visit) {
  auto l = left.begin();
  auto r = right.begin();
  while (l != left.end() || r != right.end()) {
    if (r == right.end() || (l != left.end() && l->persoon < r->persoon)) {
      visit(&*l++, nullptr);
    } else if (l == left.end() || r->persoon < l->persoon) {
      visit(nullptr, &*r++);
    } else {
      visit(&*l++, &*r++);
    }
  }
}

}  // namespace

Opgeschoond clean_up(std::vector<Bestandsrij> rijen, proto::Datum peildatum) {
  Opgeschoond result;
  std::erase_if(rijen, [&](const Bestandsrij& row) {
    const bool ended = row.einddatum < peildatum.days();
    if (ended) result.verstreken.push_back(row.regel);
    return ended;
  });
  std::sort(rijen.begin(), rijen.end(), [](const Bestandsrij& a, const Bestandsrij& b) {
    return std::tie(a.persoon, a.startdatum, a.regel) < std::tie(b.persoon, b.startdatum, b.regel);
  });
  auto kept = rijen.begin();
  for (auto row = rijen.begin(); row != rijen.end(); ++row) {
    const auto next = row + 1;
    if (next != rijen.end() && next->persoon == row->persoon) {
      result.dubbel.push_back(row->regel);
    } else {
      *kept++ = *row;
    }
  }
  rijen.erase(kept, rijen.end());
  result.rijen = std::move(rijen);
  return result;
}

Verschil compare(const std::vector<Setregel>& stand, const std::vector<Bestandsrij>& rijen,
                 const std::vector<Pseudoniem>& foutief, const Vergelijkregels& regels) {
  Comparison comparison(rijen, foutief, regels);
  merge(stand, rijen, [&](const Setregel* oud, const Bestandsrij* rij) {
    if (rij == nullptr) return comparison.only_registered(*oud);
    oud == nullptr ? comparison.only_in_file(*rij) : comparison.in_both(*oud, *rij);
  });
  return comparison.take();
}

Verschil restore(const std::vector<Setregel>& stand, const std::vector<Setregel>& doel, const Vergelijkregels& regels) {
  const std::vector<Bestandsrij> no_rows;
  const std::vector<Pseudoniem> nobody;
  Comparison comparison(no_rows, nobody, regels);
  merge(stand, doel, [&](const Setregel* oud, const Setregel* then) { comparison.put_back(oud, then); });
  return comparison.take();
}

void fill_in(proto::Aantallen& aantallen, const Verschil& verschil) {
  aantallen.nieuw = verschil.nieuw;
  aantallen.gewijzigd = verschil.gewijzigd;
  aantallen.beeindigd = verschil.verwijder.size();
  aantallen.ongewijzigd = verschil.ongewijzigd;
  aantallen.niet_beeindigd = verschil.niet_beeindigd;
}

bool too_many_faulty(const proto::Aantallen& aantallen, const proto::Drempels& drempels) {
  return aantallen.foutief * 100 > aantallen.rijen * drempels.fout_percentage;
}

bool must_hold(const Verschil& verschil, const proto::Drempels& drempels) {
  if (verschil.van_kracht_voor == 0) return false;
  if (verschil.van_kracht_na == 0) return true;
  return verschil.van_kracht_kwijt > drempels.afname_aantal &&
         verschil.van_kracht_kwijt * 100 > verschil.van_kracht_voor * drempels.afname_percentage;
}

}  // namespace vish::storage
