#include "storage/delivery/aanlevering.h"

#include <chrono>
#include <string>
#include <utility>

#include "base/core/try.h"
#include "base/core/uuid.h"
#include "proto/terms/bevindingcode.h"
#include "storage/delivery/processing.h"
#include "storage/delivery/rapporten.h"

namespace vish::storage {
namespace {

using proto::Aanleverstatus;
using proto::Aansluitfase;

constexpr std::string_view kHeld =
    " De oude registraties blijven van kracht totdat een beheerder de aanlevering vrijgeeft of een nieuwe aanlevering "
    "haar "
    "vervangt.";

/// The bytes of a short row: a BSN, a date, a phase, and the separators.
constexpr std::uint64_t kShortRow = 32;
/// The reader reads a refused file to the end of such a block, so that its hash does not depend on how it was cut on
/// its way.
constexpr std::size_t kRefusedBlock = std::size_t{64} << 10U;

/// Whether the peildatum is more than a year ago: a typing mistake, or a forgotten file.
bool is_long_ago(Datum peildatum, Datum vandaag) {
  const std::chrono::year_month_day today(vandaag.day());
  return peildatum.day() < std::chrono::sys_days(today - std::chrono::years(1));
}

std::string too_many_rows(std::uint64_t max_rijen) {
  return "Het bestand heeft meer dan " + std::to_string(max_rijen) + " rijen, het meeste dat is toegestaan.";
}

Testnummers stored_persons(const AansluitingState& voor, const Leveropdracht& opdracht) {
  if (voor.aansluiting.fase == Aansluitfase::test) return Testnummers::alleen;
  return opdracht.proef ? Testnummers::ook : Testnummers::geen;
}

std::string_view view(const Digest256& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

}  // namespace

Aanlevering::Impl::Impl(Engine& engine, Leveropdracht opdracht, std::shared_ptr<const AansluitingState> voor,
                        std::unique_ptr<Slot> slot)
    : engine_(engine),
      opdracht_(std::move(opdracht)),
      voor_(std::move(voor)),
      slot_(std::move(slot)),
      id_(new_listed_uuid7()),
      crypto_(engine.crypto()),
      intake_(crypto_, engine.compute_pool(),
              {stored_persons(*voor_, opdracht_), opdracht_.max_rijen, opdracht_.aangekondigd / kShortRow,
               index_keys_of(voor_->levering)}),
      lezer_({opdracht_.peildatum, voor_->aansluiting.vroege_fasen, opdracht_.max_bytes, opdracht_.tekenset,
              proto::most_lines(opdracht_.max_rijen)},
             intake_) {
  check_order();
}

void Aanlevering::Impl::check_order() {
  const auto& levering = voor_->levering;
  const bool older = (levering.peildatum && opdracht_.peildatum < *levering.peildatum) ||
                     (levering.vastgehouden && opdracht_.peildatum < levering.vastgehouden->peildatum);
  if (opdracht_.peildatum > opdracht_.vandaag) {
    refuse(Leveruitkomst::geweigerd, "De peildatum ligt in de toekomst.");
  } else if (is_long_ago(opdracht_.peildatum, opdracht_.vandaag)) {
    refuse(Leveruitkomst::geweigerd, "De peildatum ligt meer dan een jaar terug. Lever het bestand van vandaag aan.");
  } else if (older) {
    refuse(Leveruitkomst::volgorde, "Er is al een aanlevering met een nieuwere peildatum verwerkt of vastgehouden.");
  }
}

bool Aanlevering::Impl::feed(std::string_view bytes) {
  while (!bytes.empty() && !settled()) {
    const auto piece = bytes.substr(0, kRefusedBlock - taken_ % kRefusedBlock);
    bytes.remove_prefix(piece.size());
    taken_ += piece.size();
    hash_.update(piece);
    if (!weigering_) take(piece);
  }
  return !settled();
}

void Aanlevering::Impl::take(std::string_view piece) {
  if (const auto fed = lezer_.feed(piece); !fed) refuse(fed.error());
  if (!weigering_ && intake_.too_many_rows()) {
    refuse(Leveruitkomst::te_groot, too_many_rows(opdracht_.max_rijen));
  }
}

bool Aanlevering::Impl::settled() const { return weigering_ && taken_ % kRefusedBlock == 0; }

void Aanlevering::Impl::refuse(std::string reden, std::string_view bytes) {
  hash_.update(bytes);
  refuse(Leveruitkomst::geweigerd, std::move(reden));
}

Stored<void> Aanlevering::Impl::look_again() {
  auto now = engine_.stand()->aansluiting(opdracht_.aansluitcode.text());
  auto toen = voor_->aansluiting;
  if (now) toen.drempels = now->aansluiting.drempels;
  auto allowed = check_still_allowed(now.get(), toen, opdracht_.door);
  if (allowed) voor_ = std::move(now);
  return allowed;
}

void Aanlevering::Impl::refuse(Leveruitkomst uitkomst, std::string reden) {
  if (!weigering_) weigering_ = Weigering{uitkomst, std::move(reden)};
}

void Aanlevering::Impl::refuse(const proto::Bestandsfout& fout) {
  if (weigering_) return;
  intake_.bevinding(bevinding_of(fout.regel, std::nullopt, fout.code, fout.melding));
  refuse(fout.code == proto::Bevindingcode::te_groot ? Leveruitkomst::te_groot : Leveruitkomst::geweigerd,
         fout.melding);
}

/// Refuses what is wrong with the file as a whole.
void Aanlevering::Impl::check_whole() {
  const auto& drempels = voor_->aansluiting.drempels;
  if (const auto finished = lezer_.finish(); !finished) refuse(finished.error());
  if (intake_.too_many_rows()) refuse(Leveruitkomst::te_groot, too_many_rows(opdracht_.max_rijen));
  if (too_many_faulty(intake_.rows_read().aantallen, drempels)) {
    refuse(Leveruitkomst::geweigerd, "Er zijn te veel foutieve rijen: meer dan " +
                                         std::to_string(drempels.fout_percentage) + "% van het bestand.");
  }
}

Stored<Leverresultaat> Aanlevering::Impl::finish() {
  TRY(look_again());
  const bool read_whole = !weigering_;
  if (read_whole) check_whole();
  note_how_read();
  const auto hash = hash_.finish();
  auto earlier = read_whole ? TRY(repeated(hash)) : std::nullopt;
  if (earlier) return answer_again(std::move(*earlier));
  return weigering_ ? record_as_refused(hash) : decide(hash);
}

/// Adds the way of reading to the hash: the same bytes are another file when they are read in another way.
void Aanlevering::Impl::note_how_read() {
  if (voor_->aansluiting.vroege_fasen) hash_.update("vroege fasen");
  if (opdracht_.tekenset) hash_.update("tekenset " + std::to_string(static_cast<int>(*opdracht_.tekenset)));
}

Stored<bool> Aanlevering::Impl::same_file(std::string_view aanlevering_id, std::string_view sealed_hash,
                                          const Digest256& hash) const {
  const auto opened = TRY(crypto_->zegel().open(hash_place(aanlevering_id), sealed_hash));
  return opened == view(hash);
}

Stored<std::optional<Leverresultaat>> Aanlevering::Impl::repeated(const Digest256& hash) const {
  const auto& levering = voor_->levering;
  const auto check = [&](const std::string& id, const std::string& sealed,
                         Leveruitkomst uitkomst) -> Stored<std::optional<Leverresultaat>> {
    const auto same = TRY(same_file(id, sealed, hash));
    if (!same) return std::optional<Leverresultaat>();
    auto found = TRY(find_rapport(engine_.database(), id));
    if (!found) return Error{ErrorCode::corrupt, "het rapport van de eerdere aanlevering ontbreekt"};
    return std::optional(Leverresultaat{uitkomst, std::move(found->rapport), true});
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

/// Dismisses the held delivery when the file in force came again: then nobody wants the held file instead.
Stored<Leverresultaat> Aanlevering::Impl::answer_again(Leverresultaat earlier) {
  const auto& held = voor_->levering.vastgehouden;
  if (earlier.uitkomst != Leveruitkomst::herhaald || !held) return earlier;
  auto found = TRY(find_rapport(engine_.database(), held->aanlevering_id));
  if (!found) return Error{ErrorCode::corrupt, "het rapport van de vastgehouden aanlevering ontbreekt"};
  auto rapport = std::move(found->rapport);
  rapport.status = Aanleverstatus::vervangen;
  TRY(dismiss_held(engine_, std::move(slot_), voor_, std::move(rapport), auditregel()));
  return earlier;
}

proto::Auditregel Aanlevering::Impl::auditregel() const {
  proto::Auditregel regel;
  regel.tijdstip = opdracht_.ontvangen_op;
  regel.handeling = proto::Handeling::aanlevering;
  regel.actor = opdracht_.door.text();
  regel.trace_id = opdracht_.trace_id;
  regel.span_id = opdracht_.span_id;
  return regel;
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
      .aantallen = intake_.rows_read().aantallen,
      .bevindingen = intake_.bevindingen().first(),
      .bevindingen_per_code = intake_.bevindingen().per_code(),
      .reden = weigering_ ? std::optional(weigering_->reden) : std::nullopt,
      .besluit = std::nullopt,
      .herstel_van = std::nullopt,
  };
  Levering work{voor_, std::move(rapport), auditregel(), std::move(bestandshash), std::move(slot_)};
  work.door = opdracht_.door;
  return work;
}

Stored<std::optional<Leverresultaat>> Aanlevering::Impl::refused_before(const Geweigerden& geweigerden,
                                                                        const Digest256& hash) const {
  for (const auto& each : geweigerden) {
    if (each.peildatum != opdracht_.peildatum || each.bestandshash.empty()) continue;
    const auto same = same_file(each.aanlevering_id, each.bestandshash, hash);
    if (!same || !*same) continue;
    auto found = TRY(find_rapport(engine_.database(), each.aanlevering_id));
    if (found && found->rapport.reden == weigering_->reden) {
      return std::optional(Leverresultaat{weigering_->uitkomst, std::move(found->rapport), true});
    }
  }
  return std::optional<Leverresultaat>();
}

Stored<Leverresultaat> Aanlevering::Impl::record_as_refused(const Digest256& hash) {
  const auto nummer = voor_->aansluiting.nummer;
  auto geweigerden = TRY(read_geweigerden(engine_.database(), nummer));
  auto before = TRY(refused_before(geweigerden, hash));
  if (before) return *std::move(before);
  auto work = levering("");
  geweigerden.push_back(
      {id_, opdracht_.peildatum, opdracht_.ontvangen_op, crypto_->zegel().seal(hash_place(id_), view(hash))});
  work.daarbij = TRY(put_geweigerden(engine_.database(), nummer, opdracht_.ontvangen_op, std::move(geweigerden)));
  auto rapport = TRY(record_refusal(engine_, std::move(work)));
  return Leverresultaat{weigering_->uitkomst, std::move(rapport)};
}

Stored<Leverresultaat> Aanlevering::Impl::decide(const Digest256& hash) {
  Precomputed loading(engine_.compute_pool(), [&engine = engine_, voor = voor_] { return registered(engine, *voor); });
  intake_.clean_up(opdracht_.peildatum);
  const auto& rows_read = intake_.rows_read();
  const auto set = TRY(loading.get());
  intake_.doubt(set);
  intake_.report_sent_back(set, opdracht_.vandaag);
  const auto verschil = TRY(difference(*voor_, set, rows_read, opdracht_.vandaag));
  auto work = levering(crypto_->zegel().seal(hash_place(id_), view(hash)));
  fill_in(work.rapport.aantallen, verschil);
  const auto oordeel = TRY(judge(engine_, *voor_, opdracht_.peildatum, rows_read, verschil, opdracht_.vandaag));
  const bool held = !oordeel.redenen.empty();
  work.rapport.reden = held ? to_dutch(oordeel.redenen, oordeel.vandaag, voor_->aansluiting.drempels).append(kHeld)
                            : ended_nobody(rows_read, verschil);
  const bool correction = voor_->levering.peildatum == opdracht_.peildatum;
  auto rapport = TRY(held ? hold(engine_, std::move(work), set, rows_read, opdracht_.vandaag)
                          : publish(engine_, std::move(work), rows_read, verschil, oordeel));
  if (held) return Leverresultaat{Leveruitkomst::vastgehouden, std::move(rapport)};
  return Leverresultaat{correction ? Leveruitkomst::correctie : Leveruitkomst::verwerkt, std::move(rapport)};
}

Aanlevering::Aanlevering(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Aanlevering::~Aanlevering() = default;
bool Aanlevering::feed(std::string_view bytes) { return impl_->feed(bytes); }
void Aanlevering::refuse(std::string reden, std::string_view bytes) { impl_->refuse(std::move(reden), bytes); }
Stored<Leverresultaat> Aanlevering::finish() { return impl_->finish(); }

}  // namespace vish::storage
