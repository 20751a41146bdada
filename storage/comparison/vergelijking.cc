#include "storage/comparison/vergelijking.h"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <numeric>
#include <set>
#include <utility>

#include "base/core/invariant.h"
#include "storage/comparison/pseudoniem_orde.h"

namespace vish::storage {
namespace {

/// The digest of a registration that matches no row.
constexpr std::uint64_t kVanGeenRij = 0;

/// Counts the registrations in force at each moment of the guard.
class Telraam {
 public:
  explicit Telraam(std::int32_t vandaag) : vandaag_(vandaag), beyond_(vandaag + static_cast<std::int32_t>(kMomenten)) {}

  void add(const Setregel& oud, std::int32_t nieuw_einddatum) {
    const auto before = moments(oud.einddatum);
    const auto after = moments(nieuw_einddatum);
    ++voor_[before];
    // The source had set an end date in that week, which was put off because a file could not be believed.
    const bool was_put_off = oud.digest == kVanGeenRij && nieuw_einddatum != kNooit;
    if (after >= before || was_put_off) return;
    ++lost_from_[after];
    ++lost_until_[before];
  }
  void add_lost(const Setregel& oud) { add(oud, kNooit); }
  void add_new(const Setregel& nieuw) { ++na_[moments(nieuw.einddatum)]; }

  Vooruitblik take() const {
    Vooruitblik blik;
    std::uint64_t lost = 0;
    for (std::size_t moment = 0; moment < kMomenten; ++moment) {
      blik.voor[moment] = beyond(voor_, moment);
      blik.na[moment] = beyond(na_, moment);
      lost += lost_from_[moment] - lost_until_[moment];
      blik.kwijt[moment] = lost;
    }
    return blik;
  }

 private:
  static constexpr std::int32_t kNooit = std::numeric_limits<std::int32_t>::min();
  /// counts by the number of moments at which a registration is in force
  using Buckets = std::array<std::uint64_t, kMomenten + 1>;

  /// Counts the moments at which a registration with this end date is in force. The first moment is today; the end of
  /// today comes with the next day.
  std::size_t moments(std::int32_t einddatum) const {
    if (einddatum >= beyond_) return kMomenten;
    return einddatum < vandaag_ ? 0 : static_cast<std::size_t>(einddatum - vandaag_) + 1;
  }
  static std::uint64_t beyond(const Buckets& buckets, std::size_t moment) {
    return std::accumulate(buckets.begin() + static_cast<std::ptrdiff_t>(moment) + 1, buckets.end(), std::uint64_t{0});
  }

  std::int32_t vandaag_;
  std::int32_t beyond_;
  Buckets voor_{};
  Buckets na_{};
  Buckets lost_from_{};
  Buckets lost_until_{};
};

class Comparison {
 public:
  /// `is_doubted` tells whether the file may say more about a registered person than could be read.
  Comparison(const std::vector<Bestandsrij>& rijen, const Vergelijkregels& regels,
             std::function<bool(const Setregel&)> is_doubted)
      : rijen_(rijen), regels_(regels), telraam_(regels.vandaag), is_doubted_(std::move(is_doubted)) {}

  void only_registered(const Setregel& oud) { is_doubted_(oud) ? keep(oud) : end(oud); }

  /// Whether the row must not count: a file that does not end a registration does not end it by an end date either.
  bool ends_too_early(const Setregel& oud, const Bestandsrij& rij) const {
    return rij.einddatum < oud.einddatum && is_doubted_(oud);
  }
  /// Keeps a registration as it was, although a row names the person.
  void doubted(const Setregel& oud) {
    ++result_.ongewijzigd;
    keep(oud);
  }

  void only_in_file(const Bestandsrij& rij) {
    ++result_.nieuw;
    write(rij);
    add(nullptr, confirmed(rij, regels_.generatie));
  }

  /// Moves a registration from an older key to the key of the file, unless the registration stays as it was.
  void renamed(const Setregel& oud, const Bestandsrij& rij, bool same) {
    if (ends_too_early(oud, rij)) return;
    ++(same ? result_.ongewijzigd : result_.gewijzigd);
    write(rij);
    add(&oud, confirmed(rij, regels_.generatie));
  }
  /// Handles the pseudonym under the older key of a registration that renamed() handles.
  void forget_name(const Setregel& oud, const Bestandsrij& rij) {
    ends_too_early(oud, rij) ? doubted(oud) : result_.verwijder.push_back(oud.persoon);
  }

  void in_both(const Setregel& oud, const Bestandsrij& rij) {
    if (ends_too_early(oud, rij)) return doubted(oud);
    const bool same = oud.digest == rij.digest;
    ++(same ? result_.ongewijzigd : result_.gewijzigd);
    const bool stays = same && oud.bevestigd == kNetBevestigd;
    if (!stays) write(rij);
    add(&oud, confirmed(rij, stays ? oud.generatie : regels_.generatie));
  }

  /// `is_comparable` tells whether the set that is put back would give the person of `oud` the same pseudonym.
  void put_back(const Setregel* oud, const Setregel* doel, bool is_comparable) {
    if (doel == nullptr) return end(*oud, is_comparable);
    const bool same = oud != nullptr && oud->digest == doel->digest && doel->digest != kVanGeenRij;
    ++(oud == nullptr ? result_.nieuw : same ? result_.ongewijzigd : result_.gewijzigd);
    Setregel restored = *doel;
    if (oud == nullptr || oud->generatie != doel->generatie) {
      result_.behoud.push_back(*doel);
      restored.generatie = regels_.generatie;
    }
    add(oud, restored);
  }

  /// Keeps a registration while the file waits; `rij` is null where the file does not name the person.
  void wait(const Setregel& oud, const Bestandsrij* rij) {
    Setregel waiting = oud;
    if (rij != nullptr && !ends_too_early(oud, *rij)) {
      waiting = put_off(oud, rij->einddatum);
    } else if (is_doubted_(oud)) {
      waiting = put_off(oud, beyond());
    }
    if (waiting != oud) {
      result_.behoud.push_back(waiting);
      waiting.generatie = regels_.generatie;
    }
    result_.nieuwe_set.push_back(waiting);
  }

  void expect(std::size_t persons) { result_.nieuwe_set.reserve(persons); }
  Verschil take() {
    result_.blik = telraam_.take();
    return std::move(result_);
  }

 private:
  Setregel confirmed(const Bestandsrij& rij, Generatie generatie) const {
    return {rij.persoon, rij.digest, generatie, rij.einddatum, kNetBevestigd, regels_.sleutel};
  }

  /// Keeps a registration as it was, with the last peildatum that confirmed it.
  void keep(const Setregel& oud) {
    ++result_.niet_beeindigd;
    // What could not be read may put off an end date that is near: it does not pass before the guard has looked at
    // another file.
    Setregel kept = put_off(oud, beyond());
    if (oud.bevestigd == kNetBevestigd) kept.bevestigd = regels_.vorige_peildatum;
    if (kept != oud) {
      result_.behoud.push_back(kept);
      kept.generatie = regels_.generatie;
    }
    add(&oud, kept);
  }

  /// The day after the week of the guard.
  std::int32_t beyond() const { return regels_.vandaag + static_cast<std::int32_t>(kMomenten); }

  /// Puts an end date of that week off until that day, at most until beyond(). The registration then matches no row.
  Setregel put_off(Setregel regel, std::int32_t until) const {
    until = std::min(until, beyond());
    if (regel.einddatum >= regels_.vandaag && regel.einddatum < until) {
      regel.einddatum = until;
      regel.digest = kVanGeenRij;
    }
    return regel;
  }

  void end(const Setregel& oud, bool is_comparable = true) {
    is_comparable ? telraam_.add_lost(oud) : telraam_.add(oud, oud.einddatum);
    ++result_.beeindigd;
    result_.verlopen += oud.einddatum < regels_.vandaag ? 1 : 0;
    result_.verwijder.push_back(oud.persoon);
  }
  void write(const Bestandsrij& rij) { result_.schrijf.push_back(static_cast<std::uint32_t>(&rij - rijen_.data())); }

  void add(const Setregel* oud, const Setregel& nieuw) {
    if (oud != nullptr) telraam_.add(*oud, nieuw.einddatum);
    telraam_.add_new(nieuw);
    result_.nieuwe_set.push_back(nieuw);
  }

  const std::vector<Bestandsrij>& rijen_;
  const Vergelijkregels& regels_;
  Telraam telraam_;
  std::function<bool(const Setregel&)> is_doubted_;
  Verschil result_;
};

/// Visits each person of two lists, ascending; a list without the person gives null.
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

/// The persons of a set whom the file names under another key.
class Herkend {
 public:
  Herkend(const std::vector<Setregel>& set, const std::vector<Bestandsrij>& rijen, const std::vector<Oudenamen>& eerder)
      : set_(set), rijen_(rijen) {
    if (eerder.empty()) return;
    of_set_.resize(set.size());
    of_row_.resize(rijen.size());
    for (const auto& namen : eerder) recognise(namen);
  }

  /// Returns the row of a registration, or null when the file does not name the person under that key.
  const Bestandsrij* row_of(const Setregel& regel) const { return of_set_.empty() ? nullptr : of_set_[place(regel)]; }
  struct Persoon {
    const Setregel* regel = nullptr;
    bool same = false;  ///< the row equals the registration
  };
  Persoon registered(const Bestandsrij& rij) const {
    return of_row_.empty() ? Persoon() : of_row_[static_cast<std::size_t>(&rij - rijen_.data())];
  }

 private:
  void recognise(const Oudenamen& namen) {
    merge(set_, namen.rijen, [&](const Setregel* regel, const Oudenaam* naam) {
      if (regel == nullptr || naam == nullptr || regel->sleutel != namen.sleutel) return;
      of_set_[place(*regel)] = &rijen_[naam->rij];
      of_row_[naam->rij] = {regel, regel->digest == naam->digest};
    });
  }
  std::size_t place(const Setregel& regel) const { return static_cast<std::size_t>(&regel - set_.data()); }
  const std::vector<Setregel>& set_;
  const std::vector<Bestandsrij>& rijen_;
  std::vector<const Bestandsrij*> of_set_;
  std::vector<Persoon> of_row_;
};

/// Returns the persons of refused rows under a key.
const std::vector<Pseudoniem>& refused_under(std::uint32_t sleutel, const std::vector<Pseudoniem>& foutief,
                                             const std::vector<Oudenamen>& eerder) {
  const auto is_that = [&](const Oudenamen& each) { return each.sleutel == sleutel; };
  const auto found = std::find_if(eerder.begin(), eerder.end(), is_that);
  return found == eerder.end() ? foutief : found->foutief;
}

/// Whether a file with those refused rows may say more of a registered person than could be read. What it takes must
/// outlive it.
std::function<bool(const Setregel&)> is_doubted_by(const std::vector<Pseudoniem>& foutief,
                                                   const Vergelijkregels& regels,
                                                   const std::vector<Oudenamen>& eerder) {
  return [&](const Setregel& oud) {
    const auto& refused = refused_under(oud.sleutel, foutief, eerder);
    return regels.beeindigt_niemand || std::binary_search(refused.begin(), refused.end(), oud.persoon);
  };
}

template <class Item>
void require_ascending(const std::vector<Item>& list) {
  require_invariant(ascends(list), "a list of persons is out of order");
}

/// Checks the new set, with which the next file is compared.
Verschil checked(Verschil verschil) {
  require_ascending(verschil.nieuwe_set);
  return verschil;
}

}  // namespace

Verschil compare(const std::vector<Setregel>& set, const std::vector<Bestandsrij>& rijen,
                 const std::vector<Pseudoniem>& foutief, const Vergelijkregels& regels,
                 const std::vector<Oudenamen>& eerder) {
  require_ascending(set);
  require_ascending(rijen);
  for (const auto& names : eerder) require_ascending(names.rijen);
  const Herkend herkend(set, rijen, eerder);
  Comparison comparison(rijen, regels, is_doubted_by(foutief, regels, eerder));
  comparison.expect(std::max(set.size(), rijen.size()));
  merge(set, rijen, [&](const Setregel* oud, const Bestandsrij* rij) {
    if (oud != nullptr && rij != nullptr) return comparison.in_both(*oud, *rij);
    if (rij == nullptr) {
      const auto* row = herkend.row_of(*oud);
      return row != nullptr ? comparison.forget_name(*oud, *row) : comparison.only_registered(*oud);
    }
    const auto known = herkend.registered(*rij);
    known.regel == nullptr ? comparison.only_in_file(*rij) : comparison.renamed(*known.regel, *rij, known.same);
  });
  return checked(comparison.take());
}

Verschil put_off_ends(const std::vector<Setregel>& set, const std::vector<Bestandsrij>& rijen,
                      const std::vector<Pseudoniem>& foutief, const Vergelijkregels& regels,
                      const std::vector<Oudenamen>& eerder) {
  require_ascending(set);
  require_ascending(rijen);
  const Herkend herkend(set, rijen, eerder);
  Comparison comparison(rijen, regels, is_doubted_by(foutief, regels, eerder));
  comparison.expect(set.size());
  merge(set, rijen, [&](const Setregel* oud, const Bestandsrij* rij) {
    if (oud != nullptr) comparison.wait(*oud, rij != nullptr ? rij : herkend.row_of(*oud));
  });
  return checked(comparison.take());
}

Verschil restore(const std::vector<Setregel>& set, const std::vector<Setregel>& doel, const Vergelijkregels& regels) {
  require_ascending(set);
  require_ascending(doel);
  const std::vector<Bestandsrij> no_rows;
  Comparison comparison(no_rows, regels, {});
  std::set<std::uint32_t> sleutels;
  for (const auto& regel : doel) sleutels.insert(regel.sleutel);
  merge(set, doel, [&](const Setregel* oud, const Setregel* then) {
    comparison.put_back(oud, then, oud != nullptr && sleutels.contains(oud->sleutel));
  });
  return checked(comparison.take());
}

Vooruitblik outlook(const std::vector<Setregel>& eerder_geregistreerd, const std::vector<Setregel>& nieuwe_set,
                    const std::vector<Bestandsrij>& rijen, const Vergelijkregels& regels,
                    const std::vector<Oudenamen>& eerder) {
  require_ascending(eerder_geregistreerd);
  require_ascending(nieuwe_set);
  const Herkend herkend(eerder_geregistreerd, rijen, eerder);
  Telraam telraam(regels.vandaag);
  merge(eerder_geregistreerd, nieuwe_set, [&](const Setregel* oud, const Setregel* nieuw) {
    if (nieuw != nullptr) telraam.add_new(*nieuw);
    if (oud == nullptr) return;
    if (nieuw != nullptr) return telraam.add(*oud, nieuw->einddatum);
    const auto* rij = herkend.row_of(*oud);
    rij == nullptr ? telraam.add_lost(*oud) : telraam.add(*oud, rij->einddatum);
  });
  return telraam.take();
}

void fill_in(proto::Aantallen& aantallen, const Verschil& verschil) {
  aantallen.nieuw = verschil.nieuw;
  aantallen.gewijzigd = verschil.gewijzigd;
  aantallen.beeindigd = verschil.beeindigd;
  aantallen.ongewijzigd = verschil.ongewijzigd;
  aantallen.niet_beeindigd = verschil.niet_beeindigd;
}

bool leaves_nobody(const Verschil& verschil) {
  const auto& [voor, na, kwijt] = verschil.blik;
  if (voor.front() == 0) return false;
  for (std::size_t at = 0; at < kMomenten; ++at) {
    if (na.at(at) == 0 || (voor.at(at) > 0 && kwijt.at(at) == voor.at(at))) return true;
  }
  return false;
}

}  // namespace vish::storage
