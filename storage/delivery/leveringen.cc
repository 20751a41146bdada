#include "storage/delivery/leveringen.h"

#include <algorithm>
#include <utility>

#include "base/core/codec.h"
#include "base/core/try.h"
#include "base/core/uuid.h"
#include "storage/delivery/aanlevering.h"
#include "storage/delivery/geweigerd.h"
#include "storage/delivery/processing.h"
#include "storage/delivery/rapporten.h"
#include "storage/delivery/vastgehouden.h"
#include "storage/engine/verzoeken.h"
#include "storage/stand/delivery_state.h"

namespace vish::storage {
namespace {

Error no_such_delivery() { return {ErrorCode::missing, "deze aanlevering bestaat niet"}; }

Error wrong_phase(const proto::Aansluiting& aansluiting) {
  return {ErrorCode::conflict, "in fase " + std::string(to_text(aansluiting.fase)) + " kan niet worden aangeleverd"};
}

bool has_expired(const Vastgehouden& held, Tijdstip nu) { return nu >= held.ontvangen_op + Leveringen::kHoudbaar; }

/// A delivery with the right to decide on it.
struct Beslissing {
  std::unique_ptr<Slot> slot;
  std::shared_ptr<const AansluitingState> voor;
  proto::Aanleverrapport rapport;
};

/// Finds a delivery without the right to decide on it: the slot stays empty.
Stored<Beslissing> look_up(Engine& engine, std::string_view aanlevering_id) {
  auto found = TRY(find_rapport(engine.database(), aanlevering_id));
  if (!found) return no_such_delivery();
  auto voor = engine.stand()->aansluiting(found->rapport.aansluitcode);
  if (!voor || voor->aansluiting.nummer != found->nummer) return no_such_delivery();
  return Beslissing{nullptr, std::move(voor), std::move(found->rapport)};
}

/// The way to get the slot; the decision of an operator claims the slot.
using Take = Stored<std::unique_ptr<Slot>> (Engine::*)(const std::string&);

Stored<Beslissing> take_up(Engine& engine, std::string_view aanlevering_id, Take take) {
  const auto first = TRY(look_up(engine, aanlevering_id));
  auto slot = TRY((engine.*take)(first.rapport.aansluitcode));
  // The delivery may have changed before this thread had the slot.
  auto beslissing = look_up(engine, aanlevering_id);
  if (beslissing) beslissing->slot = std::move(slot);
  return beslissing;
}

proto::Besluit besluit_of(const proto::Auditregel& regel) {
  return {regel.actor, regel.tijdstip, regel.reden.value_or("")};
}

Levering decide(Beslissing beslissing, const proto::Auditregel& regel) {
  beslissing.rapport.besluit = besluit_of(regel);
  auto hash = beslissing.voor->levering.vastgehouden->bestandshash;
  return {std::move(beslissing.voor),
          std::move(beslissing.rapport),
          regel,
          std::move(hash),
          std::move(beslissing.slot),
          false};
}

Stored<Beslissing> require_held(Stored<Beslissing> beslissing, std::string_view aanlevering_id, Tijdstip nu) {
  if (!beslissing) return beslissing;
  const auto& levering = beslissing->voor->levering;
  if (!holds(levering, aanlevering_id)) return Error{ErrorCode::conflict, "deze aanlevering wordt niet vastgehouden"};
  if (has_expired(*levering.vastgehouden, nu)) {
    return Error{ErrorCode::conflict, "deze aanlevering is langer dan zeven dagen vastgehouden en is verlopen"};
  }
  return beslissing;
}

/// Takes the slot of a held delivery. A delivery under way is not ended for a decision that cannot be made.
Stored<Beslissing> take_up_held(Engine& engine, std::string_view aanlevering_id, Tijdstip nu) {
  auto beslissing = require_held(look_up(engine, aanlevering_id), aanlevering_id, nu);
  if (!beslissing) return beslissing;
  return require_held(take_up(engine, aanlevering_id, &Engine::claim_slot), aanlevering_id, nu);
}

/// Whether all that was read of an aansluiting without its slot is of one moment: nothing is removed that the present
/// stand needs.
bool still_so(const Engine& engine, const AansluitingState& voor) {
  const auto now = engine.stand()->aansluiting(voor.aansluiting.code.text());
  if (!now || now->aansluiting.nummer != voor.aansluiting.nummer) return false;
  return now->levering.hoogste_generatie == voor.levering.hoogste_generatie &&
         now->levering.aanlevering_id == voor.levering.aanlevering_id &&
         now->levering.vastgehouden.has_value() == voor.levering.vastgehouden.has_value();
}

/// The rows of the held delivery, the difference that they make now, and the judgement of the guard.
struct Herbeoordeling {
  RowsRead rows_read;
  Verschil verschil;
  Oordeel oordeel;
};

Stored<Herbeoordeling> judge_held(Engine& engine, const AansluitingState& voor, Datum vandaag) {
  const ChunkKey list{voor.aansluiting.nummer, voor.levering.vastgehouden->generatie};
  auto rows_read = TRY(load_held(engine.database(), *engine.crypto(), list, voor.levering.vastgehouden->sleutel));
  const auto set = TRY(registered(engine, voor));
  auto verschil = TRY(difference(voor, set, rows_read, vandaag));
  auto oordeel = TRY(judge(engine, voor, voor.levering.vastgehouden->peildatum, rows_read, verschil, vandaag));
  return Herbeoordeling{std::move(rows_read), std::move(verschil), std::move(oordeel)};
}

Vrijgaveverschil as_preview(const AansluitingState& voor, const Herbeoordeling& held, proto::Aantallen aantallen) {
  const auto& [rows_read, verschil, oordeel] = held;
  fill_in(aantallen, verschil);
  const auto& [before, after, lost] = verschil.blik;
  return {aantallen,
          voor.levering.aantal,
          verschil.nieuwe_set.size(),
          before.front(),
          after.front(),
          lost.front(),
          before.back(),
          after.back(),
          lost.back(),
          oordeel.redenen,
          to_dutch(oordeel.redenen, oordeel.vandaag, voor.aansluiting.drempels)};
}

/// Returns what the release of the delivery would do.
Stored<Vrijgaveverschil> look_at(Engine& engine, const Beslissing& beslissing, Datum vandaag) {
  const auto& voor = *beslissing.voor;
  if (!proto::may_deliver(voor.aansluiting.fase)) return wrong_phase(voor.aansluiting);
  const auto held = TRY(judge_held(engine, voor, vandaag));
  return as_preview(voor, held, beslissing.rapport.aantallen);
}

/// Returns the request for a second person when the act leaves nobody registered; nothing in phase test, whose persons
/// need no protection.
std::optional<proto::Verzoek> second_for(proto::Handeling handeling, std::string_view aanlevering_id,
                                         const AansluitingState& voor, const Verschil& verschil,
                                         const proto::Auditregel& regel) {
  if (voor.aansluiting.fase == proto::Aansluitfase::test || !leaves_nobody(verschil)) return std::nullopt;
  auto wens = verzoek_of(regel, handeling, aanlevering_id);
  wens.aansluitcode = voor.aansluiting.code.text();
  return wens;
}

/// Records the request and returns the unchanged report.
Stored<proto::Aanleverrapport> wait_for_second(Engine& engine, const Beslissing& beslissing, const proto::Verzoek& wens,
                                               const proto::Auditregel& regel) {
  auto asked = engine.change([&](const Stand& stand) -> Stored<Change> { return ask(stand, regel, wens); });
  if (!asked) return asked.error();
  return beslissing.rapport;
}

/// Returns the herstelpunt of that delivery; null when the delivery cannot be put back.
const Herstelpunt* herstelpunt(const DeliveryState& state, std::string_view aanlevering_id) {
  const auto found = std::find_if(state.herstelpunten.begin(), state.herstelpunten.end(),
                                  [&](const auto& punt) { return punt.aanlevering_id == aanlevering_id; });
  return found == state.herstelpunten.end() ? nullptr : &*found;
}

/// Returns the sealed hash for the report of the rollback, so that the same bytes find that report.
Stored<std::string> hash_for(const Engine& engine, const Herstelpunt& punt, std::string_view aanlevering_id) {
  const auto crypto = engine.crypto();
  const auto opened = TRY(crypto->zegel().open(hash_place(punt.aanlevering_id), punt.bestandshash));
  return crypto->zegel().seal(hash_place(aanlevering_id), opened);
}

Stored<void> check_rollback(Engine& engine, const AansluitingState& voor, std::string_view aanlevering_id) {
  if (!proto::may_go_back(voor.aansluiting.fase)) {
    return wrong_phase(voor.aansluiting);
  }
  if (voor.levering.aanlevering_id == aanlevering_id) {
    return Error{ErrorCode::conflict, "deze aanlevering is al van kracht"};
  }
  if (herstelpunt(voor.levering, aanlevering_id) == nullptr) {
    return Error{ErrorCode::conflict, "naar deze aanlevering kan niet meer worden teruggedraaid"};
  }
  const auto in_force = TRY(find_rapport(engine.database(), voor.levering.aanlevering_id));
  if (in_force && in_force->rapport.herstel_van == aanlevering_id) {
    return Error{ErrorCode::conflict, "deze aanlevering is al teruggezet"};
  }
  return {};
}

/// Does what take_up_held() does, for a rollback to that delivery.
Stored<Beslissing> take_up_earlier(Engine& engine, std::string_view aanlevering_id) {
  const auto first = TRY(look_up(engine, aanlevering_id));
  TRY(check_rollback(engine, *first.voor, aanlevering_id));
  auto beslissing = take_up(engine, aanlevering_id, &Engine::claim_slot);
  if (!beslissing) return beslissing;
  TRY(check_rollback(engine, *beslissing->voor, aanlevering_id));
  return beslissing;
}

proto::Aanleverrapport rollback_report(const Beslissing& beslissing, const Herstelpunt& doel,
                                       const proto::Auditregel& regel) {
  auto rapport = beslissing.rapport;
  rapport.aanlevering_id = new_listed_uuid7();
  rapport.fase = beslissing.voor->aansluiting.fase;
  rapport.ontvangen_op = regel.tijdstip;
  rapport.aantallen = {};
  rapport.aantallen.rijen = doel.aantal;
  rapport.bevindingen.clear();
  rapport.bevindingen_per_code.clear();
  rapport.reden.reset();
  rapport.besluit = besluit_of(regel);
  rapport.herstel_van = doel.aanlevering_id;
  rapport.status = proto::Aanleverstatus::verwerkt;
  return rapport;
}

}  // namespace

Stored<std::unique_ptr<Aanlevering>> Leveringen::start(const Leveropdracht& opdracht) {
  auto slot = TRY(engine_.take_slot(opdracht.aansluitcode.text()));
  auto voor = engine_.stand()->aansluiting(opdracht.aansluitcode.text());
  if (!voor) return Error{ErrorCode::missing, "deze aansluiting bestaat niet"};
  if (!proto::may_deliver(voor->aansluiting.fase)) {
    return Error{ErrorCode::forbidden,
                 "In fase " + std::string(to_text(voor->aansluiting.fase)) + " kan niet worden aangeleverd."};
  }
  TRY(check_still_allowed(voor.get(), voor->aansluiting, opdracht.door));
  return std::make_unique<Aanlevering>(
      std::make_unique<Aanlevering::Impl>(engine_, opdracht, std::move(voor), std::move(slot)));
}

Stored<proto::Aanleverrapport> Leveringen::release(std::string_view aanlevering_id, Datum vandaag,
                                                   const proto::Auditregel& regel) {
  auto beslissing = TRY(take_up_held(engine_, aanlevering_id, regel.tijdstip));
  const auto& voor = *beslissing.voor;
  if (!proto::may_deliver(voor.aansluiting.fase)) return wrong_phase(voor.aansluiting);
  const auto held = TRY(judge_held(engine_, voor, vandaag));
  const auto& [rows_read, verschil, oordeel] = held;
  const auto tweede = second_for(proto::Handeling::aanlevering_release, aanlevering_id, voor, verschil, regel);
  if (tweede && !is_agreed(*engine_.stand(), *tweede)) return wait_for_second(engine_, beslissing, *tweede, regel);
  auto levering = decide(std::move(beslissing), regel);
  levering.tweede = tweede;
  fill_in(levering.rapport.aantallen, verschil);
  if (const auto told = ended_nobody(rows_read, verschil)) levering.rapport.reden = told;
  return publish(engine_, std::move(levering), rows_read, verschil, oordeel);
}

Stored<proto::Aanleverrapport> Leveringen::reject(std::string_view aanlevering_id, const proto::Auditregel& regel) {
  auto beslissing = TRY(take_up_held(engine_, aanlevering_id, regel.tijdstip));
  auto& rapport = beslissing.rapport;
  rapport.besluit = besluit_of(regel);
  rapport.status = proto::Aanleverstatus::afgewezen;
  return dismiss_held(engine_, std::move(beslissing.slot), std::move(beslissing.voor), std::move(rapport), regel);
}

Stored<Vrijgaveverschil> Leveringen::preview_release(std::string_view aanlevering_id, Tijdstip nu,
                                                     Datum vandaag) const {
  constexpr int kAttempts = 5;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const auto beslissing = TRY(require_held(look_up(engine_, aanlevering_id), aanlevering_id, nu));
    auto verschil = look_at(engine_, beslissing, vandaag);
    if (still_so(engine_, *beslissing.voor)) return verschil;
  }
  return Error{ErrorCode::unavailable, "er wordt voortdurend over deze aansluiting beslist"};
}

Stored<proto::Aanleverrapport> Leveringen::rollback(std::string_view aanlevering_id, Datum vandaag,
                                                    const proto::Auditregel& regel) {
  auto beslissing = TRY(take_up_earlier(engine_, aanlevering_id));
  const auto& voor = *beslissing.voor;
  const auto* doel = herstelpunt(voor.levering, aanlevering_id);
  const auto verschil = TRY(difference(engine_, voor, *doel, vandaag));
  const auto tweede = second_for(proto::Handeling::aanlevering_rollback, aanlevering_id, voor, verschil, regel);
  if (tweede && !is_agreed(*engine_.stand(), *tweede)) return wait_for_second(engine_, beslissing, *tweede, regel);
  auto rapport = rollback_report(beslissing, *doel, regel);
  fill_in(rapport.aantallen, verschil);
  auto hash = TRY(hash_for(engine_, *doel, rapport.aanlevering_id));
  Levering levering{beslissing.voor, std::move(rapport), regel, std::move(hash), std::move(beslissing.slot)};
  levering.tweede = tweede;
  return put_back(engine_, std::move(levering), *doel, verschil, vandaag);
}

Stored<std::vector<proto::Aanleverrapport>> Leveringen::expire(Tijdstip nu) {
  std::vector<proto::Aanleverrapport> expired;
  const auto now = engine_.stand();
  for (const auto& [code, state] : now->aansluitingen) {
    const auto& held = state->levering.vastgehouden;
    if (!held || !has_expired(*held, nu)) continue;
    auto beslissing = take_up(engine_, held->aanlevering_id, &Engine::take_slot);
    const bool other_work = !beslissing && beslissing.error().code == ErrorCode::busy;
    if (other_work || (beslissing && !holds(beslissing->voor->levering, held->aanlevering_id))) continue;
    if (!beslissing) return beslissing.error();
    proto::Auditregel regel;
    regel.tijdstip = nu;
    regel.handeling = proto::Handeling::aanlevering_expire;
    regel.actor = "vishd";
    beslissing->rapport.status = proto::Aanleverstatus::verlopen;
    auto done = TRY(dismiss_held(engine_, std::move(beslissing->slot), std::move(beslissing->voor),
                                 std::move(beslissing->rapport), std::move(regel)));
    expired.push_back(std::move(done));
  }
  return expired;
}

Stored<void> Leveringen::drop_old_refusals(Tijdstip nu) {
  const auto now = engine_.stand();
  for (const auto& [code, state] : now->aansluitingen) {
    const auto needed = TRY(need_to_drop(engine_.database(), state->aansluiting.nummer, nu));
    const auto slot = needed ? engine_.borrow_slot(code) : Error{ErrorCode::busy, ""};
    if (!slot) continue;
    const auto nummer = engine_.stand()->aansluiting(code)->aansluiting.nummer;
    auto geweigerden = TRY(read_geweigerden(engine_.database(), nummer));
    auto ops = TRY(put_geweigerden(engine_.database(), nummer, nu, std::move(geweigerden)));
    TRY(engine_.committer().submit_and_wait(std::move(ops), {}));
  }
  return {};
}

Stored<std::optional<proto::Aanleverrapport>> Leveringen::find(std::string_view aanlevering_id) const {
  auto found = TRY(find_rapport(engine_.database(), aanlevering_id));
  if (!found) return std::optional<proto::Aanleverrapport>();
  return std::optional(std::move(found->rapport));
}

Stored<std::optional<proto::Aanleverrapport>> Leveringen::find(std::string_view aansluitcode, Datum peildatum) const {
  const auto state = engine_.stand()->aansluiting(aansluitcode);
  if (!state) return std::optional<proto::Aanleverrapport>();
  if (state->levering.peildatum == peildatum) return find(state->levering.aanlevering_id);
  std::string in_force;
  std::string latest;
  TRY(visit_day(state->aansluiting.nummer, peildatum, [&](std::string_view id, proto::Aanleverstatus status) {
    latest = id;
    if (status == proto::Aanleverstatus::verwerkt) in_force = id;
  }));
  if (latest.empty()) return std::optional<proto::Aanleverrapport>();
  return find(in_force.empty() ? latest : in_force);
}

Stored<bool> Leveringen::stands(std::string_view aansluitcode, Datum peildatum) const {
  const auto state = engine_.stand()->aansluiting(aansluitcode);
  if (!state) return false;
  bool found = false;
  TRY(visit_day(state->aansluiting.nummer, peildatum, [&](std::string_view, proto::Aanleverstatus status) {
    found |= status == proto::Aanleverstatus::verwerkt || status == proto::Aanleverstatus::vastgehouden;
  }));
  return found;
}

Stored<void> Leveringen::visit_day(std::uint32_t nummer, Datum peildatum, const Dagbezoek& visit) const {
  const auto prefix = rapport_dag_prefix(nummer, peildatum);
  return engine_.database().scan(Cf::rapporten, prefix, [&](std::string_view key, std::string_view status) {
    visit(key.substr(prefix.size()), static_cast<proto::Aanleverstatus>(Decoder(status).u8()));
    return true;
  });
}

}  // namespace vish::storage
