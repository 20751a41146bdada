#include "storage/delivery/processing.h"

#include <utility>

#include "base/core/codec.h"
#include "base/core/invariant.h"
#include "base/core/try.h"
#include "proto/terms/bevindingcode.h"
#include "storage/crypto/filehash.h"
#include "storage/delivery/bevindingenruimte.h"
#include "storage/delivery/generatieschrijver.h"
#include "storage/delivery/rapporten.h"
#include "storage/delivery/tidying.h"
#include "storage/delivery/vastgehouden.h"
#include "storage/engine/verzoeken.h"
#include "storage/sets/verzameling.h"
#include "storage/stand/delivery_state.h"

namespace vish::storage {
namespace {

/// Returns the change with the report and the audit line of this delivery. Returns an error when the aansluiting moved
/// to another phase since the slot was taken, when a key that names its persons is gone, or when the request of the
/// other person was withdrawn.
Stored<Change> with_report(const Stand& stand, const Levering& levering, const DeliveryState& na) {
  const auto& voor = levering.voor->aansluiting;
  const auto now = stand.aansluiting(voor.code.text());
  if (levering.door) {
    TRY(check_still_allowed(now.get(), voor, *levering.door));
  }
  if (!now || now->aansluiting.nummer != voor.nummer || now->aansluiting.fase != voor.fase) {
    return Error{ErrorCode::conflict, "de aansluiting is intussen naar een andere fase gegaan"};
  }
  for (const auto sleutel : index_keys_of(na)) {
    if (stand.crypto->index(sleutel) == nullptr) {
      return Error{ErrorCode::conflict, "de indexsleutel is intussen vernietigd"};
    }
  }
  if (levering.tweede && !is_agreed(stand, *levering.tweede)) {
    return Error{ErrorCode::conflict, "het verzoek is intussen ingetrokken"};
  }
  Change change{stand, {}, {levering.regel}};
  change.audit.front().uitkomst = uitkomst_of(levering.rapport.status);
  change.audit.front().onderwerp = levering.rapport.aanlevering_id;
  put_rapport(change.ops, voor.nummer, levering.rapport);
  if (levering.nieuw_rapport) change.ops.push_back(put_rapport_index(voor.nummer, levering.rapport));
  change.ops.insert(change.ops.end(), levering.daarbij.begin(), levering.daarbij.end());
  change.ops.push_back({Cf::standen, nummer_key(voor.nummer), encode(na)});
  replace(change.next, {now->aansluiting, na});
  return change;
}

/// Gives the report of an earlier delivery another status.
Stored<void> restate(Engine& engine, std::uint32_t nummer, const std::string& aanlevering_id,
                     proto::Aanleverstatus status, Change& change) {
  auto found = TRY(find_rapport(engine.database(), aanlevering_id));
  if (!found) return Error{ErrorCode::corrupt, "het rapport van een eerdere aanlevering ontbreekt"};
  auto rapport = std::move(found->rapport);
  rapport.status = status;
  put_rapport(change.ops, nummer, rapport);
  return {};
}

/// Restates the report of a held delivery that another one replaces.
Stored<void> replace_held(Engine& engine, const Levering& levering, const DeliveryState& na, Change& change) {
  const auto& held = levering.voor->levering.vastgehouden;
  if (!held || holds(na, held->aanlevering_id) || held->aanlevering_id == levering.rapport.aanlevering_id) return {};
  return restate(engine, levering.voor->aansluiting.nummer, held->aanlevering_id, proto::Aanleverstatus::vervangen,
                 change);
}

/// Whether another delivery is in force, or held, than before.
bool decides(const DeliveryState& voor, const DeliveryState& na) {
  const auto held = [](const DeliveryState& state) {
    return state.vastgehouden ? state.vastgehouden->aanlevering_id : std::string();
  };
  return voor.aanlevering_id != na.aanlevering_id || held(voor) != held(na);
}

void void_about_deliveries(Change& change, const std::string& aansluitcode) {
  void_verzoeken(change, [&](const proto::Verzoek& verzoek) { return verzoek.aansluitcode == aansluitcode; });
}

/// Commits the delivery, and lets the pool remove afterwards what the new stand no longer needs. A failure to remove is
/// no failure of the delivery, which is durable: the next delivery removes the remainder first.
Stored<proto::Aanleverrapport> commit(Engine& engine, Levering levering, const DeliveryState& na) {
  require_slot(levering.slot.get(), levering.voor->aansluiting.code.text());
  TRY(drop_old_findings(engine.database(), levering.voor->aansluiting.nummer, levering.voor->levering, na,
                        levering.rapport, levering.nieuw_rapport, levering.daarbij));
  auto done = engine.change([&](const Stand& stand) -> Stored<Change> {
    auto change = TRY(with_report(stand, levering, na));
    TRY(replace_held(engine, levering, na, change));
    if (levering.tweede) settle(change, *levering.tweede);
    if (decides(levering.voor->levering, na)) void_about_deliveries(change, levering.rapport.aansluitcode);
    for (const auto& id : levering.teruggedraaid) {
      auto restated =
          restate(engine, levering.voor->aansluiting.nummer, id, proto::Aanleverstatus::teruggedraaid, change);
      if (!restated) return restated.error();
    }
    return change;
  });
  if (!done) return done.error();
  const AansluitingState state{levering.voor->aansluiting, na};
  engine.release_after(std::move(levering.slot),
                       [&engine, state](const Slot& slot) { static_cast<void>(tidy(engine, &slot, state)); });
  return std::move(levering.rapport);
}

/// Returns the generation for what is written ahead, above all earlier generations. Removes first what a failure left
/// of an earlier generation.
Stored<Generatie> next_generation(Engine& engine, const Levering& levering, DeliveryState& na) {
  TRY(tidy(engine, levering.slot.get(), *levering.voor));
  ++na.hoogste_generatie;
  require_invariant(na.hoogste_generatie > levering.voor->levering.generatie, "a generation does not rise");
  return na.hoogste_generatie;
}

/// Writes the difference ahead, if there is one, under the next generation.
Stored<void> write_ahead(Engine& engine, const Levering& levering, const RowsRead& rows_read, const Verschil& verschil,
                         DeliveryState& na) {
  const auto& voor = *levering.voor;
  if (verschil.empty()) {
    require_invariant(verschil.nieuwe_set.size() == voor.levering.aantal, "a set changes without being written");
    return {};
  }
  na.generatie = TRY(next_generation(engine, levering, na));
  return GenerationWriter(engine, {voor.aansluiting.nummer, na.generatie}).write(rows_read, verschil);
}

/// Puts the delivery that was in force among those that can be put back, in
/// the place of another one of its peildatum.
void keep_herstelpunt(const proto::Aansluiting& aansluiting, DeliveryState& na) {
  std::erase_if(na.herstelpunten, [&](const Herstelpunt& punt) { return punt.peildatum == na.peildatum; });
  if (na.peildatum) na.herstelpunten.push_back(as_herstelpunt(na));
  const auto count = na.herstelpunten.size();
  const std::size_t surplus = count > aansluiting.herstelpunten ? count - aansluiting.herstelpunten : 0;
  na.herstelpunten.erase(na.herstelpunten.begin(), na.herstelpunten.begin() + static_cast<std::ptrdiff_t>(surplus));
}

/// Keeps the set by which the next correction of the peildatum will be judged.
void keep_uitgangspunt(const Levering& levering, const Oordeel& oordeel, DeliveryState& na) {
  const auto& voor = levering.voor->levering;
  const bool correction = voor.peildatum == levering.rapport.peildatum;
  if (levering.rapport.besluit || oordeel.blik.voor.front() == 0) {
    na.uitgangspunt.reset();
  } else if (!correction || !voor.uitgangspunt) {
    na.uitgangspunt = as_uitgangspunt(voor);
  }
}

/// Makes the delivery the one in force.
void put_in_force(const Levering& levering, const Verschil& verschil, std::int32_t vandaag, DeliveryState& na) {
  na.einden = count_ends(verschil.nieuwe_set, vandaag);
  na.aantal = verschil.nieuwe_set.size();
  na.peildatum = levering.rapport.peildatum;
  na.aanlevering_id = levering.rapport.aanlevering_id;
  na.ontvangen_op = levering.rapport.ontvangen_op;
  na.bestandshash = levering.bestandshash;
  na.sleutels = count_keys(verschil.nieuwe_set);
}

/// Returns a keyed mark of the registrations. The mark does not depend on the file, only on the set and the index key.
std::uint64_t mark(const Crypto& crypto, const std::vector<Setregel>& set) {
  Filehash hash;
  for (const auto& regel : set) {
    std::string one(regel.persoon.begin(), regel.persoon.end());
    put_u64(one, regel.digest);
    hash.update(one);
  }
  const auto digest = hash.finish();
  return crypto.index().front().verzamelingsmerk({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::uint64_t found(const proto::Aanleverrapport& rapport, proto::Bevindingcode code) {
  const auto counted = rapport.bevindingen_per_code.find(code);
  return counted == rapport.bevindingen_per_code.end() ? 0 : counted->second;
}

/// Adds the delivery to the pattern.
void recognise(const Crypto& crypto, const Levering& levering, bool beeindigt_niemand, const Verschil& verschil,
               DeliveryState& na) {
  const auto& aantallen = levering.rapport.aantallen;
  na.patroon =
      after_delivery(std::move(na.patroon),
                     {.correctie = levering.voor->levering.peildatum == levering.rapport.peildatum,
                      .verandert_niets = verschil.nieuw + verschil.gewijzigd + verschil.beeindigd == verschil.verlopen,
                      .beeindigt_niemand = beeindigt_niemand || aantallen.niet_beeindigd > 0,
                      .testnummers = found(levering.rapport, proto::Bevindingcode::testnummer),
                      .registraties = na.aantal,
                      .bestand = mark(crypto, verschil.nieuwe_set)});
}

/// Returns the number of registrations in force that the file and the earlier files of its peildatum took away.
Weggevallen taken_away(const Levering& levering, const Verschil& verschil) {
  const auto& voor = levering.voor->levering;
  Weggevallen weg{verschil.blik.kwijt.front(), verschil.blik.kwijt.back()};
  if (voor.peildatum != levering.rapport.peildatum || voor.verloop.empty()) return weg;
  weg.toen += voor.verloop.back().weg_toen;
  weg.week_erop += voor.verloop.back().weg;
  return weg;
}

Vergelijkregels rules(const DeliveryState& state, bool beeindigt_niemand, Datum vandaag) {
  return {vandaag.days(), state.peildatum ? state.peildatum->days() : 0, beeindigt_niemand,
          state.hoogste_generatie + 1};
}

}  // namespace

Stored<void> check_still_allowed(const AansluitingState* now, const proto::Aansluiting& toen, const proto::Oin& door) {
  if (now == nullptr || !proto::delivers_for(now->aansluiting, door)) {
    return Error{ErrorCode::forbidden, "Dit OIN mag voor deze aansluiting niet meer aanleveren."};
  }
  const auto& nu = now->aansluiting;
  if (nu.nummer != toen.nummer || nu.fase != toen.fase || nu.fase_sinds != toen.fase_sinds) {
    return Error{ErrorCode::forbidden,
                 "De aansluiting is tijdens de aanlevering geschorst of naar een andere fase gegaan."};
  }
  if (nu.drempels != toen.drempels || nu.vroege_fasen != toen.vroege_fasen) {
    return Error{ErrorCode::unavailable, "de instellingen van de aansluiting zijn intussen gewijzigd"};
  }
  return {};
}

Stored<std::vector<Setregel>> registered(Engine& engine, std::uint32_t nummer, const Uitgangspunt& punt) {
  return load_set(engine.database(), engine.crypto()->zegel(), {nummer, punt.generatie}, punt.aantal);
}

Stored<std::vector<Setregel>> registered(Engine& engine, const AansluitingState& state) {
  if (!state.levering.peildatum) return std::vector<Setregel>();
  return registered(engine, state.aansluiting.nummer, as_uitgangspunt(state.levering));
}

Stored<Verschil> difference(const AansluitingState& voor, const std::vector<Setregel>& set, const RowsRead& rows_read,
                            Datum vandaag) {
  for (const auto& telling : voor.levering.sleutels) {
    if (!rows_read.names_under(telling.sleutel)) {
      return Error{ErrorCode::corrupt, "het bestand is niet te vergelijken met wat onder een andere sleutel staat"};
    }
  }
  auto regels = rules(voor.levering, rows_read.beeindigt_niemand, vandaag);
  regels.sleutel = rows_read.sleutel;
  return compare(set, rows_read.rijen, rows_read.foutief, regels, rows_read.eerder);
}

Stored<Oordeel> judge(Engine& engine, const AansluitingState& voor, Datum peildatum, const RowsRead& rows_read,
                      const Verschil& verschil, Datum vandaag) {
  const auto& levering = voor.levering;
  const bool correction = levering.peildatum == peildatum;
  auto blik = verschil.blik;
  if (const auto& punt = levering.uitgangspunt; correction && punt && punt->generatie != levering.generatie) {
    const auto basis = TRY(registered(engine, voor.aansluiting.nummer, *punt));
    const auto since =
        outlook(basis, verschil.nieuwe_set, rows_read.rijen, rules(levering, false, vandaag), rows_read.eerder);
    if (since.voor.front() > 0) blik = since;  // else all of those ended meanwhile
  }
  auto eerder = earlier_levels(levering.verloop, correction, vandaag.days(), blik);
  const auto gecorrigeerd = correction ? std::optional(verschil.blik) : std::nullopt;
  auto redenen = must_hold(blik, eerder, vandaag.days(), voor.aansluiting.drempels, gecorrigeerd);
  return Oordeel{vandaag.days(), blik, std::move(eerder), std::move(redenen)};
}

Stored<Verschil> difference(Engine& engine, const AansluitingState& voor, const Herstelpunt& doel, Datum vandaag) {
  const auto set = TRY(registered(engine, voor));
  const auto target = registered(engine, voor.aansluiting.nummer, Uitgangspunt{doel.generatie, doel.aantal, {}});
  if (!target) return target.error();
  return restore(set, *target, rules(voor.levering, false, vandaag));
}

std::optional<std::string> ended_nobody(const RowsRead& rows_read, const Verschil& verschil) {
  if (!rows_read.beeindigt_niemand || verschil.niet_beeindigd == 0) return std::nullopt;
  return "Het bestand heeft niemand beëindigd: er staan rijen in die niet te lezen of leeg zijn, waarin andere rijen "
         "kunnen zijn opgegaan, of met een BSN waarvan een cijfer kan zijn weggevallen, of het noemt zelf meer rijen "
         "dan het heeft. Registraties die daardoor bleven: " +
         std::to_string(verschil.niet_beeindigd) + ". De bevindingen noemen de regels.";
}

Stored<proto::Aanleverrapport> publish(Engine& engine, Levering levering, const RowsRead& rows_read,
                                       const Verschil& verschil, const Oordeel& oordeel) {
  DeliveryState na = levering.voor->levering;
  keep_herstelpunt(levering.voor->aansluiting, na);
  TRY(write_ahead(engine, levering, rows_read, verschil, na));
  put_in_force(levering, verschil, oordeel.vandaag, na);
  keep_uitgangspunt(levering, oordeel, na);
  na.verloop = levering.rapport.besluit
                   ? first_level(oordeel.vandaag, oordeel.blik)
                   : add_level(oordeel.eerder, oordeel.vandaag, oordeel.blik, taken_away(levering, verschil));
  recognise(*engine.crypto(), levering, rows_read.beeindigt_niemand, verschil, na);
  const Datum vandaag{std::chrono::sys_days(std::chrono::days(oordeel.vandaag))};
  tell(na, levering.voor->aansluiting.drempels, vandaag, levering.rapport);
  na.vastgehouden.reset();
  levering.rapport.status = proto::Aanleverstatus::verwerkt;
  return commit(engine, std::move(levering), na);
}

Stored<proto::Aanleverrapport> put_back(Engine& engine, Levering levering, const Herstelpunt& doel,
                                        const Verschil& verschil, Datum vandaag) {
  DeliveryState na = levering.voor->levering;
  while (na.herstelpunten.back().aanlevering_id != doel.aanlevering_id) {
    levering.teruggedraaid.push_back(na.herstelpunten.back().aanlevering_id);
    na.herstelpunten.pop_back();
  }
  levering.teruggedraaid.push_back(na.aanlevering_id);
  TRY(write_ahead(engine, levering, {}, verschil, na));
  put_in_force(levering, verschil, vandaag.days(), na);
  na.uitgangspunt.reset();
  na.verloop = first_level(vandaag.days(), verschil.blik);
  na.patroon = after_rollback(std::move(na.patroon), mark(*engine.crypto(), verschil.nieuwe_set), na.aantal);
  return commit(engine, std::move(levering), na);
}

Stored<proto::Aanleverrapport> hold(Engine& engine, Levering levering, const std::vector<Setregel>& set,
                                    const RowsRead& rows_read, Datum vandaag) {
  const auto nummer = levering.voor->aansluiting.nummer;
  DeliveryState na = levering.voor->levering;
  auto regels = rules(na, rows_read.beeindigt_niemand, vandaag);
  regels.sleutel = rows_read.sleutel;
  const auto waiting = put_off_ends(set, rows_read.rijen, rows_read.foutief, regels, rows_read.eerder);
  auto generatie = TRY(next_generation(engine, levering, na));
  if (!waiting.empty()) {
    require_invariant(waiting.nieuwe_set.size() == na.aantal, "a set that waits loses or gains persons");
    na.generatie = generatie;
    na.einden = count_ends(waiting.nieuwe_set, vandaag.days());
    TRY(GenerationWriter(engine, {nummer, na.generatie}).write({}, waiting));
    generatie = ++na.hoogste_generatie;
  }
  TRY(save_held(engine.database(), *engine.crypto(), {nummer, generatie}, rows_read));
  const auto& rapport = levering.rapport;
  na.vastgehouden = Vastgehouden{rapport.aanlevering_id, generatie,        rapport.peildatum, rapport.ontvangen_op,
                                 levering.bestandshash,  rows_read.sleutel};
  levering.rapport.status = proto::Aanleverstatus::vastgehouden;
  return commit(engine, std::move(levering), na);
}

Stored<proto::Aanleverrapport> record_refusal(Engine& engine, Levering levering) {
  const DeliveryState na = levering.voor->levering;
  return commit(engine, std::move(levering), na);
}

Stored<proto::Aanleverrapport> dismiss_held(Engine& engine, std::unique_ptr<Slot> slot,
                                            std::shared_ptr<const AansluitingState> voor,
                                            proto::Aanleverrapport rapport, proto::Auditregel regel) {
  DeliveryState na = voor->levering;
  auto hash = voor->levering.vastgehouden->bestandshash;
  na.vastgehouden.reset();
  return commit(engine,
                {std::move(voor), std::move(rapport), std::move(regel), std::move(hash), std::move(slot), false}, na);
}

std::string hash_place(std::string_view aanlevering_id) { return std::string("bestand:").append(aanlevering_id); }

}  // namespace vish::storage
