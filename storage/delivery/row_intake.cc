#include "storage/delivery/row_intake.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "proto/terms/bevindingcode.h"
#include "storage/comparison/weggevallen_cijfer.h"
#include "storage/delivery/kenmerkpersonen.h"

namespace vish::storage {

using proto::Bevindingcode;
using proto::Kolom;

namespace {

/// Returns the line of that person in a list, ascending by person; null when the list lacks the person.
template <class Regel>
const Regel* find_person(const std::vector<Regel>& regels, const Pseudoniem& persoon) {
  const auto found = std::lower_bound(regels.begin(), regels.end(), persoon,
                                      [](const Regel& regel, const Pseudoniem& each) { return regel.persoon < each; });
  return found != regels.end() && found->persoon == persoon ? &*found : nullptr;
}

template <class Regel>
bool names(const std::vector<Regel>& regels, const Pseudoniem& persoon) {
  return find_person(regels, persoon) != nullptr;
}

}  // namespace

Registratie RowsRead::registratie(const Bestandsrij& rij) const {
  return {rij.startdatum, rij.einddatum, rij.fase, kNetBevestigd,
          std::string_view(kenmerken).substr(rij.kenmerk, rij.kenmerk_bytes)};
}

bool RowsRead::may_have_lost_digits(const std::vector<Setregel>& registered) const {
  const auto is_known = [&](const Hersteld& each) { return names(registered, each.persoon); };
  const auto is_missing = [&](const Pseudoniem& persoon) { return names(registered, persoon) && !has(persoon); };
  const auto took_a_place = [&](const Hersteld& each) {
    return each.anders ? std::ranges::any_of(*each.anders, is_missing) : !is_known(each);
  };
  const auto counts = [](const Hersteld& each) { return !each.overgeslagen; };
  const bool knows_none = std::any_of(hersteld.begin(), hersteld.end(), counts) &&
                          std::none_of(hersteld.begin(), hersteld.end(),
                                       [&](const Hersteld& each) { return counts(each) && is_known(each); });
  return knows_none || std::any_of(hersteld.begin(), hersteld.end(), took_a_place) ||
         std::any_of(misschien.begin(), misschien.end(), is_missing);
}

bool RowsRead::has(const Pseudoniem& persoon) const {
  return names(rijen, persoon) ||
         std::any_of(eerder.begin(), eerder.end(), [&](const Oudenamen& each) { return names(each.rijen, persoon); });
}

std::size_t RowsRead::count_missing(const std::vector<Setregel>& registered) const {
  const auto is_refused = [](const std::vector<Pseudoniem>& refused, const Pseudoniem& persoon) {
    return std::binary_search(refused.begin(), refused.end(), persoon);
  };
  return static_cast<std::size_t>(std::ranges::count_if(registered, [&](const Setregel& each) {
    return !has(each.persoon) && !is_refused(foutief, each.persoon) &&
           std::ranges::none_of(eerder, [&](const Oudenamen& old) { return is_refused(old.foutief, each.persoon); });
  }));
}

bool RowsRead::names_under(std::uint32_t nummer) const {
  return nummer == sleutel ||
         std::any_of(eerder.begin(), eerder.end(), [&](const Oudenamen& each) { return each.sleutel == nummer; });
}

void sort_names(Oudenamen& namen) {
  std::sort(namen.rijen.begin(), namen.rijen.end(),
            [](const Oudenaam& a, const Oudenaam& b) { return a.persoon < b.persoon; });
  std::sort(namen.foutief.begin(), namen.foutief.end());
}

/// Rows that still need their pseudonym and digest. The task of the pool owns the batch too, so that the delivery may
/// be destroyed during the computation.
struct RowIntake::Batch {
  static constexpr std::size_t kRows = 4096;

  std::vector<Bestandsrij> rijen;
  std::vector<proto::Bsn> personen;
  std::string kenmerken;
  std::vector<std::vector<Oudenaam>> eerder;  ///< of the rows, for each older key

  Batch() {
    rijen.reserve(kRows);
    personen.reserve(kRows);
  }
  ~Batch() { forget(); }
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  /// Names the rows under the newest key and under each older key.
  void name(const Crypto& crypto, const Indexsleutel& names, const std::vector<std::uint32_t>& older) {
    name_under(names, rijen);
    for (const auto nummer : older) name_under(*crypto.index(nummer), eerder.emplace_back(rijen.size()));
    forget();
  }

  /// Computes two rows at a time; the last row of an odd number goes twice. `named` gets the pseudonym and digest of
  /// each row.
  template <class Named>
  void name_under(const Indexsleutel& sleutel, std::vector<Named>& named) const {
    std::string een;
    std::string ander;
    for (std::size_t i = 0; i < rijen.size(); i += 2) {
      const auto next = std::min(i + 1, rijen.size() - 1);
      auto& first = named[i];
      auto& second = named[next];
      std::tie(first.persoon, second.persoon) = sleutel.pseudoniemen(personen[i], personen[next]);
      put_digest_text(een, first.persoon, rijen[i]);
      put_digest_text(ander, second.persoon, rijen[next]);
      std::tie(first.digest, second.digest) = sleutel.row_digests(een, ander);
    }
  }

  /// Puts the pseudonym of the person and then the row into `out`.
  void put_digest_text(std::string& out, const Pseudoniem& persoon, const Bestandsrij& rij) const {
    out.assign(persoon.begin(), persoon.end());
    append(out, {rij.startdatum, rij.einddatum, rij.fase, kNetBevestigd,
                 std::string_view(kenmerken).substr(rij.kenmerk, rij.kenmerk_bytes)});
  }

  void forget() {
    OPENSSL_cleanse(personen.data(), personen.size() * sizeof(proto::Bsn));
    personen.clear();
  }
};

namespace {

/// Leaves the names of the rows that count, ascending by person. `before` are
/// all rows, as they were read, one for each name.
void keep_counting(Oudenamen& namen, const std::vector<Bestandsrij>& before, const std::vector<Bestandsrij>& counting) {
  std::vector<Oudenaam> kept;
  kept.reserve(counting.size());
  for (const auto& rij : counting) {
    const auto was = std::lower_bound(before.begin(), before.end(), rij.regel,
                                      [](const Bestandsrij& each, std::uint32_t regel) { return each.regel < regel; });
    auto naam = namen.rijen[static_cast<std::size_t>(was - before.begin())];
    naam.rij = static_cast<std::uint32_t>(&rij - counting.data());
    kept.push_back(naam);
  }
  namen.rijen = std::move(kept);
  sort_names(namen);
}

/// Returns the persons of the rows on those lines; both lists ascend by line.
std::vector<Pseudoniem> persons_on(const std::vector<std::uint32_t>& regels, const std::vector<Bestandsrij>& rijen) {
  std::vector<Pseudoniem> personen;
  personen.reserve(regels.size());
  for (auto rij = rijen.begin(); const auto regel : regels) {
    rij = std::find_if(rij, rijen.end(), [regel](const Bestandsrij& each) { return each.regel == regel; });
    personen.push_back(rij->persoon);
  }
  return personen;
}

}  // namespace

std::uint64_t row_digest(const Indexsleutel& sleutel, const Pseudoniem& persoon, const Registratie& registratie) {
  std::string text;
  append(text, registratie);
  return sleutel.row_digest(persoon, text);
}

RowIntake::RowIntake(std::shared_ptr<const Crypto> crypto, ComputePool& pool, Regels regels)
    : crypto_(std::move(crypto)),
      names_(regels.testnummers == Testnummers::alleen ? crypto_->test_index().front() : crypto_->index().front()),
      pool_(pool),
      regels_(std::move(regels)),
      filling_(std::make_shared<Batch>()) {
  rows_read_.sleutel = names_.nummer();
  std::erase(regels_.ook_onder, rows_read_.sleutel);
  for (const auto nummer : regels_.ook_onder) rows_read_.eerder.push_back({nummer, {}, {}});
  rows_read_.rijen.reserve(std::min(regels_.verwachte_rijen, regels_.max_rijen));
}

RowIntake::~RowIntake() = default;

void RowIntake::rij(const proto::Rij& rij) {
  ++rows_read_.aantallen.rijen;
  if (too_many_rows()) return;
  if (!stored(rij.bsn)) {
    note_skipped(rij.bsn);
    if (rij.nul_hersteld) note_restored(rij.bsn, true);
    return skip_other(rij.regel);
  }
  if (rij.nul_hersteld) note_restored(rij.bsn, false);
  auto& batch = *filling_;
  batch.personen.push_back(rij.bsn);
  batch.rijen.push_back({.persoon = {},
                         .regel = static_cast<std::uint32_t>(rij.regel),
                         .startdatum = rij.startdatum.days(),
                         .einddatum = rij.einddatum ? rij.einddatum->days() : kGeenEinddatum,
                         .kenmerk = static_cast<std::uint32_t>(batch.kenmerken.size()),
                         .kenmerk_bytes = static_cast<std::uint16_t>(rij.kenmerk.size()),
                         .fase = rij.fase,
                         .kenmerk_met_nummer = rij.kenmerk_met_nummer});
  batch.kenmerken.append(rij.kenmerk);
  kenmerk_met_nummer_ = kenmerk_met_nummer_ || rij.kenmerk_met_nummer;
  if (batch.rijen.size() == Batch::kRows) submit();
}

bool RowIntake::stored(const proto::Bsn& bsn) const {
  switch (regels_.testnummers) {
    case Testnummers::alleen:
      return bsn.is_public_test_number();
    case Testnummers::geen:
      return !bsn.is_of_nobody();
    case Testnummers::ook:
      return true;
  }
  return true;
}

void RowIntake::skip_other(std::uint64_t regel) {
  const bool tests = regels_.testnummers == Testnummers::alleen;
  skip(regel, Kolom::burgerservicenummer, tests ? Bevindingcode::geen_testnummer : Bevindingcode::testnummer);
}

void RowIntake::note_restored(const proto::Bsn& bsn, bool overgeslagen) {
  const bool is_tried = rows_read_.hersteld.size() < Hersteld::kMostTried;
  const auto anders = is_tried ? std::optional(with_a_digit_more(bsn.digits().substr(1))) : std::nullopt;
  note_restored(bsn, anders, names_, overgeslagen);
  for (const auto& namen : rows_read_.eerder) note_restored(bsn, anders, *crypto_->index(namen.sleutel), overgeslagen);
}

void RowIntake::note_restored(const proto::Bsn& bsn, const std::optional<std::vector<proto::Bsn>>& anders,
                              const Indexsleutel& sleutel, bool overgeslagen) {
  auto& hersteld = rows_read_.hersteld.emplace_back(Hersteld{sleutel.pseudoniem(bsn), std::nullopt, overgeslagen});
  if (!anders) return;
  hersteld.anders.emplace();
  for (const auto& each : *anders) hersteld.anders->push_back(sleutel.pseudoniem(each));
}

void RowIntake::misschien_van(const proto::Bsn& bsn) {
  if (rows_read_.misschien.size() >= Hersteld::kMostTried) return;
  rows_read_.misschien.push_back(names_.pseudoniem(bsn));
  for (const auto& namen : rows_read_.eerder)
    rows_read_.misschien.push_back(crypto_->index(namen.sleutel)->pseudoniem(bsn));
}

/// Notes the person of a row of which nothing is kept: no kenmerk may name that person either.
void RowIntake::note_skipped(const proto::Bsn& bsn) {
  if (!too_many_rows()) overgeslagen_.push_back(names_.pseudoniem(bsn));
}

void RowIntake::submit() {
  constexpr std::size_t kMostPending = 8;
  auto batch = std::exchange(filling_, std::make_shared<Batch>());
  auto computation = pool_.submit(
      [batch, crypto = crypto_, &names = names_, older = regels_.ook_onder] { batch->name(*crypto, names, older); });
  pending_.push_back({std::move(batch), std::move(computation)});
  if (pending_.size() > kMostPending) take_oldest();
}

/// Moves the rows of the oldest batch to the others; computes them if the pool
/// has not begun.
void RowIntake::take_oldest() {
  const auto oldest = std::move(pending_.front());
  pending_.pop_front();
  oldest.computation->finish();
  const auto offset = static_cast<std::uint32_t>(rows_read_.kenmerken.size());
  for (auto& rij : oldest.batch->rijen) rij.kenmerk += offset;
  rows_read_.rijen.insert(rows_read_.rijen.end(), oldest.batch->rijen.begin(), oldest.batch->rijen.end());
  rows_read_.kenmerken.append(oldest.batch->kenmerken);
  for (std::size_t i = 0; i < rows_read_.eerder.size(); ++i) {
    auto& all = rows_read_.eerder[i].rijen;
    const auto& named = oldest.batch->eerder[i];
    all.insert(all.end(), named.begin(), named.end());
  }
}

void RowIntake::foute_rij(const std::optional<proto::Bsn>& bsn) {
  ++rows_read_.aantallen.rijen;
  ++rows_read_.aantallen.foutief;
  if (!bsn) {
    rows_read_.beeindigt_niemand = true;
  } else if (!stored(*bsn)) {
    note_skipped(*bsn);
  } else if (!too_many_rows()) {
    rows_read_.foutief.push_back(names_.pseudoniem(*bsn));
    for (auto& namen : rows_read_.eerder) namen.foutief.push_back(crypto_->index(namen.sleutel)->pseudoniem(*bsn));
  }
}

void RowIntake::overgeslagen_rij(std::uint64_t regel, const std::optional<proto::Bsn>& bsn, bool nul_hersteld) {
  ++rows_read_.aantallen.rijen;
  ++rows_read_.aantallen.overgeslagen;
  if (!bsn) {
    rows_read_.beeindigt_niemand = true;
    return;
  }
  note_skipped(*bsn);
  if (too_many_rows()) return;
  if (nul_hersteld) note_restored(*bsn, true);
  if (stored(*bsn)) note_early(regel, *bsn);
}

void RowIntake::note_early(std::uint64_t regel, const proto::Bsn& bsn) {
  const auto line = static_cast<std::uint32_t>(regel);
  vroeg_.push_back({line, names_.pseudoniem(bsn)});
  for (const auto& namen : rows_read_.eerder) vroeg_.push_back({line, crypto_->index(namen.sleutel)->pseudoniem(bsn)});
}

void RowIntake::doubt(const std::vector<Setregel>& registered) {
  if (rows_read_.may_have_lost_digits(registered)) rows_read_.beeindigt_niemand = true;
  if (leeg_.aantal > 0) doubt_empty_lines(registered);
}

/// A spreadsheet leaves many empty lines for few missing persons; rows that lost their values are about as many as the
/// missing persons.
void RowIntake::doubt_empty_lines(const std::vector<Setregel>& registered) {
  const auto missing = rows_read_.count_missing(registered);
  if (missing == 0 || missing * 2 < leeg_.aantal) return;
  rows_read_.beeindigt_niemand = true;
  bevindingen_.add(bevinding_of(leeg_.regel, std::nullopt, Bevindingcode::lege_regels,
                                "Vanaf hier staan in het bestand " + std::to_string(leeg_.aantal) +
                                    " lege regels, en minstens half zoveel personen ontbreken: van hun rijen kunnen de "
                                    "waarden zijn weggevallen. Zolang dat zo is, beëindigt het bestand niemand. Laat "
                                    "lege regels weg uit de export."));
}

void RowIntake::report_sent_back(const std::vector<Setregel>& registered, Datum vandaag) {
  for (const auto& [regel, persoon] : vroeg_) {
    const auto* known = find_person(registered, persoon);
    if (known == nullptr || known->einddatum < vandaag.days() || rows_read_.has(persoon)) continue;
    bevindingen_.add(bevinding_of(regel, Kolom::fase, Bevindingcode::vroege_fase));
  }
}

void RowIntake::bevinding(proto::Bevinding bevinding) { bevindingen_.add(std::move(bevinding)); }

void RowIntake::skip(std::uint64_t regel, Kolom kolom, Bevindingcode code) {
  ++rows_read_.aantallen.overgeslagen;
  bevindingen_.add(bevinding_of(regel, kolom, code));
}

void RowIntake::clean_up(Datum peildatum) {
  submit();
  while (!pending_.empty()) take_oldest();
  const auto with_the_pool = [this](const std::function<void()>& een, const std::function<void()>& ander) {
    const auto computation = pool_.submit(een);
    ander();
    computation->finish();
  };
  const auto rijen = std::exchange(rows_read_.rijen, {});
  auto cleaned = storage::clean_up(rijen, peildatum, with_the_pool);
  rows_read_.rijen = std::move(cleaned.rijen);
  for (const auto regel : cleaned.dubbel) {
    skip(regel, Kolom::burgerservicenummer, Bevindingcode::dubbel);
  }
  for (const auto regel : cleaned.eindigt_eerder) {
    bevindingen_.add(bevinding_of(regel, Kolom::einddatum, Bevindingcode::dubbel_eindigt));
  }
  for (const auto regel : cleaned.verstreken) {
    skip(regel, Kolom::einddatum, Bevindingcode::verstreken);
  }
  std::sort(rows_read_.foutief.begin(), rows_read_.foutief.end());
  for (auto& namen : rows_read_.eerder) keep_counting(namen, rijen, rows_read_.rijen);
  if (kenmerk_met_nummer_) {
    const auto verstreken = persons_on(cleaned.verstreken, rijen);
    overgeslagen_.insert(overgeslagen_.end(), verstreken.begin(), verstreken.end());
    drop_named_persons(rows_read_, std::move(overgeslagen_), *crypto_, bevindingen_);
  }
}

}  // namespace vish::storage
