#include "aanlevering.h"

#include <utility>

#include "rapporten.h"
#include "storage/uuid.h"
#include "verwerking.h"

namespace vish::storage {
namespace {

using proto::Aanleverstatus;
using proto::Aansluitfase;

constexpr std::string_view kHeld =
    "Er zouden meer registraties verdwijnen dan de drempel toelaat. De oude registraties blijven van kracht totdat een "
    "beheerder de aanlevering vrijgeeft of een nieuwe aanlevering haar vervangt.";

/// In bytes: a BSN, a date, a phase, and what is between them.
constexpr std::uint64_t kShortRow = 32;

std::string_view view(const Digest256& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

}  // namespace

Aanlevering::Impl::Impl(Engine& engine, Leveropdracht opdracht, std::shared_ptr<const Aansluitstand> voor,
                        std::unique_ptr<Slot> slot)
    : engine_(engine),
      opdracht_(std::move(opdracht)),
      voor_(std::move(voor)),
      slot_(std::move(slot)),
      id_(new_uuid7()),
      crypto_(engine.crypto()),
      inlezer_(crypto_, engine.rekenpool(),
               {voor_->aansluiting.fase == Aansluitfase::test, opdracht_.max_rijen, opdracht_.aangekondigd / kShortRow,
                index_keys_of(voor_->levering)}),
      lezer_({opdracht_.peildatum, voor_->aansluiting.vroege_fasen, opdracht_.max_bytes}, inlezer_) {
  check_order();
}

void Aanlevering::Impl::check_order() {
  const auto& levering = voor_->levering;
  const bool older = (levering.peildatum && opdracht_.peildatum < *levering.peildatum) ||
                     (levering.vastgehouden && opdracht_.peildatum < levering.vastgehouden->peildatum);
  if (opdracht_.peildatum > opdracht_.vandaag) {
    refuse(Leveruitkomst::geweigerd, "De peildatum ligt in de toekomst.");
  } else if (older) {
    refuse(Leveruitkomst::volgorde, "Er is al een aanlevering met een nieuwere peildatum verwerkt of vastgehouden.");
  }
}

bool Aanlevering::Impl::feed(std::string_view bytes) {
  if (weigering_) return false;
  hash_.update(bytes);
  if (const auto fed = lezer_.feed(bytes); !fed) refuse(fed.error());
  if (!weigering_ && inlezer_.too_many_rows()) {
    refuse(Leveruitkomst::te_groot, "Het bestand heeft meer rijen dan is toegestaan.");
  }
  return !weigering_;
}

void Aanlevering::Impl::refuse(Leveruitkomst uitkomst, std::string reden) {
  if (!weigering_) weigering_ = Weigering{uitkomst, std::move(reden)};
}

void Aanlevering::Impl::refuse(const proto::Bestandsfout& fout) {
  if (weigering_) return;
  inlezer_.bevinding({fout.regel, "", proto::Ernst::fout, fout.code, fout.melding});
  refuse(fout.code == "te_groot" ? Leveruitkomst::te_groot : Leveruitkomst::geweigerd, fout.melding);
}

Stored<Leverresultaat> Aanlevering::Impl::finish() {
  if (weigering_) return record_as_refused();
  if (const auto finished = lezer_.finish(); !finished) refuse(finished.error());
  const auto hash = hash_.finish();
  auto earlier = repeated(hash);
  if (!earlier) return earlier.error();
  if (*earlier) return std::move(**earlier);
  if (!weigering_ && inlezer_.too_many_rows()) {
    refuse(Leveruitkomst::te_groot, "Het bestand heeft meer rijen dan is toegestaan.");
  }
  if (!weigering_ && too_many_faulty(inlezer_.ingelezen().aantallen, voor_->aansluiting.drempels)) {
    refuse(Leveruitkomst::geweigerd, "Er zijn te veel foutieve rijen: meer dan " +
                                         std::to_string(voor_->aansluiting.drempels.fout_percentage) +
                                         "% van het bestand.");
  }
  if (weigering_) return record_as_refused();
  return decide(hash);
}

Stored<bool> Aanlevering::Impl::same_file(std::string_view aanlevering_id, std::string_view sealed_hash,
                                          const Digest256& hash) const {
  const auto opened = crypto_->zegel().open(hash_place(aanlevering_id), sealed_hash);
  if (!opened) return opened.error();
  return *opened == view(hash);
}

Stored<std::optional<Leverresultaat>> Aanlevering::Impl::repeated(const Digest256& hash) const {
  const auto& levering = voor_->levering;
  const auto check = [&](const std::string& id, const std::string& sealed,
                         Leveruitkomst uitkomst) -> Stored<std::optional<Leverresultaat>> {
    const auto same = same_file(id, sealed, hash);
    if (!same) return same.error();
    if (!*same) return std::optional<Leverresultaat>();
    auto found = find_rapport(engine_.database(), id);
    if (!found) return found.error();
    if (!*found) return Error{ErrorCode::corrupt, "het rapport van de eerdere aanlevering ontbreekt"};
    return std::optional(Leverresultaat{uitkomst, std::move((**found).rapport)});
  };
  if (levering.vastgehouden && levering.vastgehouden->peildatum == opdracht_.peildatum) {
    const auto& held = *levering.vastgehouden;
    auto result = check(held.aanlevering_id, held.bestandshash, Leveruitkomst::vastgehouden);
    if (!result || *result) return result;
  }
  if (levering.peildatum == opdracht_.peildatum) {
    return check(levering.aanlevering_id, levering.bestandshash, Leveruitkomst::herhaald);
  }
  return std::optional<Leverresultaat>();
}

Levering Aanlevering::Impl::levering(std::string bestandshash) {
  proto::Aanleverrapport rapport{
      .aanlevering_id = id_,
      .aansluitcode = opdracht_.aansluitcode.text(),
      .peildatum = opdracht_.peildatum,
      .status = Aanleverstatus::geweigerd,
      .fase = voor_->aansluiting.fase,
      .aangeleverd_door = opdracht_.door.text(),
      .ontvangen_op = opdracht_.ontvangen_op,
      .aantallen = inlezer_.ingelezen().aantallen,
      .bevindingen = inlezer_.bevindingen().first(),
      .bevindingen_per_code = inlezer_.bevindingen().per_code(),
      .reden = weigering_ ? std::optional(weigering_->reden) : std::nullopt,
      .besluit = std::nullopt,
      .herstel_van = std::nullopt,
  };
  proto::Auditregel regel;
  regel.tijdstip = opdracht_.ontvangen_op;
  regel.handeling = "aanlevering";
  regel.actor = opdracht_.door.text();
  regel.trace_id = opdracht_.trace_id;
  regel.span_id = opdracht_.span_id;
  return {voor_, std::move(rapport), std::move(regel), std::move(bestandshash), std::move(slot_)};
}

Stored<Leverresultaat> Aanlevering::Impl::record_as_refused() {
  auto rapport = record_refusal(engine_, levering(""));
  if (!rapport) return rapport.error();
  return Leverresultaat{weigering_->uitkomst, std::move(*rapport)};
}

Stored<Leverresultaat> Aanlevering::Impl::decide(const Digest256& hash) {
  Vooruit loading(engine_.rekenpool(), [&engine = engine_, voor = voor_] { return registered(engine, *voor); });
  inlezer_.clean_up(opdracht_.peildatum);
  const auto& ingelezen = inlezer_.ingelezen();
  const auto set = loading.get();
  if (!set) return set.error();
  inlezer_.doubt(*set);
  const auto verschil = difference(*voor_, *set, ingelezen, opdracht_.vandaag);
  if (!verschil) return verschil.error();
  auto work = levering(crypto_->zegel().seal(hash_place(id_), view(hash)));
  fill_in(work.rapport.aantallen, *verschil);
  const bool held = must_hold(*verschil, voor_->aansluiting.drempels);
  work.rapport.reden = held ? std::string(kHeld) : ended_nobody(ingelezen, *verschil);
  const bool correction = voor_->levering.peildatum == opdracht_.peildatum;
  auto rapport =
      held ? hold(engine_, std::move(work), ingelezen) : publish(engine_, std::move(work), ingelezen, *verschil);
  if (!rapport) return rapport.error();
  if (held) return Leverresultaat{Leveruitkomst::vastgehouden, std::move(*rapport)};
  return Leverresultaat{correction ? Leveruitkomst::correctie : Leveruitkomst::verwerkt, std::move(*rapport)};
}

Aanlevering::Aanlevering(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Aanlevering::~Aanlevering() = default;
bool Aanlevering::feed(std::string_view bytes) { return impl_->feed(bytes); }
void Aanlevering::refuse(std::string reden) { impl_->refuse(Leveruitkomst::geweigerd, std::move(reden)); }
Stored<Leverresultaat> Aanlevering::finish() { return impl_->finish(); }

}  // namespace vish::storage
