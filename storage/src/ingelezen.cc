#include "ingelezen.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace vish::storage {

Registratie Ingelezen::registratie(const Bestandsrij& rij) const {
  return {rij.startdatum, rij.einddatum, rij.fase, kNetBevestigd,
          std::string_view(kenmerken).substr(rij.kenmerk, rij.kenmerk_bytes)};
}

/// Rows that still need their pseudonym and digest. Owned by its task as well,
/// so that a delivery may be let go while the pool is at it.
struct Inlezer::Batch {
  static constexpr std::size_t kRows = 4096;

  std::vector<Bestandsrij> rijen;
  std::vector<proto::Bsn> personen;
  std::string kenmerken;

  Batch() {
    rijen.reserve(kRows);
    personen.reserve(kRows);
  }
  ~Batch() { forget(); }
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  /// Two rows at a time; of an odd number the last one twice.
  void name(const Crypto& crypto) {
    std::string een;
    std::string ander;
    for (std::size_t i = 0; i < rijen.size(); i += 2) {
      auto& first = rijen[i];
      auto& second = rijen[std::min(i + 1, rijen.size() - 1)];
      std::tie(first.persoon, second.persoon) =
          crypto.pseudoniemen(personen[i], personen[std::min(i + 1, personen.size() - 1)]);
      put_digest_text(een, first);
      put_digest_text(ander, second);
      std::tie(first.digest, second.digest) = crypto.row_digests(een, ander);
    }
    forget();
  }

  /// The row behind its person's pseudonym.
  void put_digest_text(std::string& out, const Bestandsrij& rij) const {
    out.assign(rij.persoon.begin(), rij.persoon.end());
    append(out, {rij.startdatum, rij.einddatum, rij.fase, kNetBevestigd,
                 std::string_view(kenmerken).substr(rij.kenmerk, rij.kenmerk_bytes)});
  }

  void forget() {
    OPENSSL_cleanse(personen.data(), personen.size() * sizeof(proto::Bsn));
    personen.clear();
  }
};

Inlezer::Inlezer(const Crypto& crypto, Rekenpool& pool, Regels regels)
    : crypto_(crypto), pool_(pool), regels_(regels), filling_(std::make_shared<Batch>()) {
  ingelezen_.rijen.reserve(std::min(regels_.verwachte_rijen, regels_.max_rijen));
}

Inlezer::~Inlezer() = default;

void Inlezer::rij(const proto::Rij& rij) {
  ++ingelezen_.aantallen.rijen;
  if (too_many_rows()) return;
  if (!stored(rij.bsn)) {
    skip(rij.regel, "burgerservicenummer", "geen_testnummer",
         "In de testfase worden alleen openbare testnummers opgeslagen; deze rij is gecontroleerd en weggegooid.");
    return;
  }
  auto& batch = *filling_;
  batch.personen.push_back(rij.bsn);
  batch.rijen.push_back({.persoon = {},
                         .regel = static_cast<std::uint32_t>(rij.regel),
                         .startdatum = rij.startdatum.days(),
                         .einddatum = rij.einddatum ? rij.einddatum->days() : kGeenEinddatum,
                         .kenmerk = static_cast<std::uint32_t>(batch.kenmerken.size()),
                         .kenmerk_bytes = static_cast<std::uint16_t>(rij.kenmerk.size()),
                         .fase = rij.fase});
  batch.kenmerken.append(rij.kenmerk);
  if (batch.rijen.size() == Batch::kRows) submit();
}

void Inlezer::submit() {
  constexpr std::size_t kMostPending = 8;
  auto batch = std::exchange(filling_, std::make_shared<Batch>());
  auto taak = pool_.submit([batch, &crypto = crypto_] { batch->name(crypto); });
  pending_.push_back({std::move(batch), std::move(taak)});
  if (pending_.size() > kMostPending) take_oldest();
}

/// Moves the rows of the oldest batch to the others; computes them if the pool
/// has not begun.
void Inlezer::take_oldest() {
  const auto oldest = std::move(pending_.front());
  pending_.pop_front();
  oldest.taak->finish();
  const auto offset = static_cast<std::uint32_t>(ingelezen_.kenmerken.size());
  for (auto& rij : oldest.batch->rijen) rij.kenmerk += offset;
  ingelezen_.rijen.insert(ingelezen_.rijen.end(), oldest.batch->rijen.begin(), oldest.batch->rijen.end());
  ingelezen_.kenmerken.append(oldest.batch->kenmerken);
}

void Inlezer::foute_rij(const std::optional<proto::Bsn>& bsn) {
  ++ingelezen_.aantallen.rijen;
  ++ingelezen_.aantallen.foutief;
  if (!bsn) {
    ingelezen_.onleesbare_rijen = true;
  } else if (!too_many_rows() && stored(*bsn)) {
    ingelezen_.foutief.push_back(crypto_.pseudoniem(*bsn));
  }
}

void Inlezer::overgeslagen_rij() {
  ++ingelezen_.aantallen.rijen;
  ++ingelezen_.aantallen.overgeslagen;
}

void Inlezer::bevinding(proto::Bevinding bevinding) { bevindingen_.add(std::move(bevinding)); }

void Inlezer::skip(std::uint64_t regel, std::string_view kolom, std::string_view code, std::string_view melding) {
  ++ingelezen_.aantallen.overgeslagen;
  bevindingen_.add({regel, std::string(kolom), proto::Ernst::waarschuwing, std::string(code), std::string(melding)});
}

void Inlezer::clean_up(proto::Datum peildatum) {
  submit();
  while (!pending_.empty()) take_oldest();
  const auto with_the_pool = [this](const std::function<void()>& een, const std::function<void()>& ander) {
    const auto taak = pool_.submit(een);
    ander();
    taak->finish();
  };
  const auto rijen = std::exchange(ingelezen_.rijen, {});
  auto cleaned = storage::clean_up(rijen, peildatum, with_the_pool);
  ingelezen_.rijen = std::move(cleaned.rijen);
  for (const auto regel : cleaned.dubbel) {
    skip(regel, "burgerservicenummer", "dubbel",
         "Dezelfde persoon staat op nog een rij met dezelfde of een latere startdatum; die rij telt.");
  }
  for (const auto regel : cleaned.verstreken) {
    skip(regel, "einddatum", "verstreken",
         "De einddatum ligt voor de peildatum; de persoon geldt als niet aangeleverd.");
  }
  std::sort(ingelezen_.foutief.begin(), ingelezen_.foutief.end());
}

}  // namespace vish::storage
