#include "ingelezen.h"

#include <algorithm>
#include <utility>

namespace vish::storage {

Registratie Ingelezen::registratie(const Bestandsrij& rij) const {
  return {rij.startdatum, rij.einddatum, rij.fase, kNetBevestigd,
          std::string_view(kenmerken).substr(rij.kenmerk, rij.kenmerk_bytes)};
}

void Inlezer::rij(const proto::Rij& rij) {
  ++ingelezen_.aantallen.rijen;
  if (too_many_rows()) return;
  if (!stored(rij.bsn)) {
    skip(rij.regel, "burgerservicenummer", "geen_testnummer",
         "In de testfase worden alleen openbare testnummers opgeslagen; deze rij is gecontroleerd en weggegooid.");
    return;
  }
  Bestandsrij bestandsrij;
  bestandsrij.persoon = crypto_.pseudoniem(rij.bsn);
  bestandsrij.regel = static_cast<std::uint32_t>(rij.regel);
  bestandsrij.startdatum = rij.startdatum.days();
  bestandsrij.einddatum = rij.einddatum ? rij.einddatum->days() : kGeenEinddatum;
  bestandsrij.kenmerk = static_cast<std::uint32_t>(ingelezen_.kenmerken.size());
  bestandsrij.kenmerk_bytes = static_cast<std::uint16_t>(rij.kenmerk.size());
  bestandsrij.fase = rij.fase;
  ingelezen_.kenmerken.append(rij.kenmerk);
  encode(scratch_, ingelezen_.registratie(bestandsrij));
  bestandsrij.digest = crypto_.row_digest(bestandsrij.persoon, scratch_);
  ingelezen_.rijen.push_back(bestandsrij);
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
  auto cleaned = storage::clean_up(std::exchange(ingelezen_.rijen, {}), peildatum);
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
