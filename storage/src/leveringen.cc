#include "storage/leveringen.h"

#include <algorithm>
#include <utility>

#include "aanlevering.h"
#include "codec.h"
#include "leverstand.h"
#include "rapporten.h"
#include "storage/uuid.h"
#include "tweede_persoon.h"
#include "vastgehouden.h"
#include "verwerking.h"

namespace vish::storage {
namespace {

Error no_such_delivery() { return {ErrorCode::missing, "deze aanlevering bestaat niet"}; }

bool takes_deliveries(const proto::Aansluiting& aansluiting) {
  return aansluiting.fase == proto::Aansluitfase::test || aansluiting.fase == proto::Aansluitfase::productie;
}

Error wrong_phase(const proto::Aansluiting& aansluiting) {
  return {ErrorCode::conflict, "in fase " + std::string(to_text(aansluiting.fase)) + " kan niet worden aangeleverd"};
}

bool has_expired(const Vastgehouden& held, proto::Tijdstip nu) {
  return nu >= held.ontvangen_op + Leveringen::kHoudbaar;
}

/// A delivery with the right to decide on it.
struct Beslissing {
  std::unique_ptr<Slot> slot;
  std::shared_ptr<const Aansluitstand> voor;
  proto::Aanleverrapport rapport;
};

Stored<Beslissing> take_up(Engine& engine, std::string_view aanlevering_id) {
  auto found = find_rapport(engine.database(), aanlevering_id);
  if (!found) return found.error();
  if (!*found) return no_such_delivery();
  auto slot = engine.take_slot((**found).rapport.aansluitcode);
  if (!slot) return slot.error();
  // Once more, since it may have changed before the slot was ours.
  found = find_rapport(engine.database(), aanlevering_id);
  if (!found) return found.error();
  if (!*found) return no_such_delivery();
  auto voor = engine.stand()->aansluiting((**found).rapport.aansluitcode);
  if (!voor || voor->aansluiting.nummer != (**found).nummer) return no_such_delivery();
  return Beslissing{std::move(*slot), std::move(voor), std::move((**found).rapport)};
}

Levering decide(Beslissing beslissing, const proto::Auditregel& regel) {
  beslissing.rapport.besluit = proto::Besluit{regel.actor, regel.tijdstip, regel.reden.value_or("")};
  auto hash = beslissing.voor->levering.vastgehouden->bestandshash;
  return {std::move(beslissing.voor),
          std::move(beslissing.rapport),
          regel,
          std::move(hash),
          std::move(beslissing.slot),
          false};
}

Stored<Beslissing> take_up_held(Engine& engine, std::string_view aanlevering_id, proto::Tijdstip nu) {
  auto beslissing = take_up(engine, aanlevering_id);
  if (!beslissing) return beslissing.error();
  const auto& levering = beslissing->voor->levering;
  if (!holds(levering, aanlevering_id)) return Error{ErrorCode::conflict, "deze aanlevering wordt niet vastgehouden"};
  if (has_expired(*levering.vastgehouden, nu)) {
    return Error{ErrorCode::conflict, "deze aanlevering is langer dan zeven dagen vastgehouden en is verlopen"};
  }
  return beslissing;
}

/// The rows of the held delivery, and what they would change now.
Stored<std::pair<Ingelezen, Verschil>> held_difference(Engine& engine, const Aansluitstand& voor,
                                                       proto::Datum vandaag) {
  const ChunkKey list{voor.aansluiting.nummer, voor.levering.vastgehouden->generatie};
  auto ingelezen = load_held(engine.database(), *engine.crypto(), list, voor.levering.vastgehouden->sleutel);
  if (!ingelezen) return ingelezen.error();
  const auto set = registered(engine, voor);
  if (!set) return set.error();
  auto verschil = difference(voor, *set, *ingelezen, vandaag);
  if (!verschil) return verschil.error();
  return std::pair(*std::move(ingelezen), *std::move(verschil));
}

/// What needs a second person, since nobody would be left. Whom phase test knows nobody protects.
std::optional<proto::Verzoek> second_for(std::string_view handeling, std::string_view aanlevering_id,
                                         const Aansluitstand& voor, const Verschil& verschil,
                                         const proto::Auditregel& regel) {
  if (voor.aansluiting.fase == proto::Aansluitfase::test || !leaves_nobody(verschil)) return std::nullopt;
  return proto::Verzoek{.handeling = std::string(handeling),
                        .onderwerp = std::string(aanlevering_id),
                        .door = regel.actor,
                        .gevraagd_op = regel.tijdstip,
                        .aansluitcode = voor.aansluiting.code.text()};
}

/// The report as it stays.
Stored<proto::Aanleverrapport> wait_for_second(Engine& engine, const Beslissing& beslissing, const proto::Verzoek& wens,
                                               const proto::Auditregel& regel) {
  auto asked = engine.change([&](const Stand& stand) -> Stored<Change> { return ask(stand, regel, wens); });
  if (!asked) return asked.error();
  return beslissing.rapport;
}

/// The herstelpunt of that delivery; null when it cannot be put back.
const Herstelpunt* herstelpunt(const Leverstand& stand, std::string_view aanlevering_id) {
  const auto found = std::find_if(stand.herstelpunten.begin(), stand.herstelpunten.end(),
                                  [&](const auto& punt) { return punt.aanlevering_id == aanlevering_id; });
  return found == stand.herstelpunten.end() ? nullptr : &*found;
}

/// The same bytes delivered again find the report of the rollback.
Stored<std::string> hash_for(const Engine& engine, const Herstelpunt& punt, std::string_view aanlevering_id) {
  const auto crypto = engine.crypto();
  const auto opened = crypto->zegel().open(hash_place(punt.aanlevering_id), punt.bestandshash);
  if (!opened) return opened.error();
  return crypto->zegel().seal(hash_place(aanlevering_id), *opened);
}

proto::Aanleverrapport rollback_report(const Beslissing& beslissing, const Herstelpunt& doel,
                                       const proto::Auditregel& regel) {
  auto rapport = beslissing.rapport;
  rapport.aanlevering_id = new_uuid7();
  rapport.fase = beslissing.voor->aansluiting.fase;
  rapport.ontvangen_op = regel.tijdstip;
  rapport.aantallen = {};
  rapport.aantallen.rijen = doel.aantal;
  rapport.bevindingen.clear();
  rapport.bevindingen_per_code.clear();
  rapport.reden.reset();
  rapport.besluit = proto::Besluit{regel.actor, regel.tijdstip, regel.reden.value_or("")};
  rapport.herstel_van = doel.aanlevering_id;
  rapport.status = proto::Aanleverstatus::verwerkt;
  return rapport;
}

}  // namespace

Stored<std::unique_ptr<Aanlevering>> Leveringen::start(const Leveropdracht& opdracht) {
  auto slot = engine_.take_slot(opdracht.aansluitcode.text());
  if (!slot) return slot.error();
  auto voor = engine_.stand()->aansluiting(opdracht.aansluitcode.text());
  if (!voor) return Error{ErrorCode::missing, "deze aansluiting bestaat niet"};
  if (!takes_deliveries(voor->aansluiting)) return wrong_phase(voor->aansluiting);
  return std::make_unique<Aanlevering>(
      std::make_unique<Aanlevering::Impl>(engine_, opdracht, std::move(voor), std::move(*slot)));
}

Stored<proto::Aanleverrapport> Leveringen::release(std::string_view aanlevering_id, proto::Datum vandaag,
                                                   const proto::Auditregel& regel) {
  auto beslissing = take_up_held(engine_, aanlevering_id, regel.tijdstip);
  if (!beslissing) return beslissing.error();
  const auto& voor = *beslissing->voor;
  if (!takes_deliveries(voor.aansluiting)) return wrong_phase(voor.aansluiting);
  const auto held = held_difference(engine_, voor, vandaag);
  if (!held) return held.error();
  const auto& [ingelezen, verschil] = *held;
  const auto tweede = second_for("aanlevering.release", aanlevering_id, voor, verschil, regel);
  if (tweede && !is_agreed(*engine_.stand(), *tweede)) return wait_for_second(engine_, *beslissing, *tweede, regel);
  auto levering = decide(*std::move(beslissing), regel);
  levering.tweede = tweede;
  fill_in(levering.rapport.aantallen, verschil);
  return publish(engine_, std::move(levering), ingelezen, verschil);
}

Stored<proto::Aanleverrapport> Leveringen::reject(std::string_view aanlevering_id, const proto::Auditregel& regel) {
  auto beslissing = take_up_held(engine_, aanlevering_id, regel.tijdstip);
  if (!beslissing) return beslissing.error();
  auto levering = decide(*std::move(beslissing), regel);
  levering.rapport.status = proto::Aanleverstatus::afgewezen;
  return dismiss_held(engine_, std::move(levering));
}

Stored<Vrijgaveverschil> Leveringen::preview_release(std::string_view aanlevering_id, proto::Tijdstip nu,
                                                     proto::Datum vandaag) const {
  const auto beslissing = take_up_held(engine_, aanlevering_id, nu);
  if (!beslissing) return beslissing.error();
  const auto& voor = *beslissing->voor;
  if (!takes_deliveries(voor.aansluiting)) return wrong_phase(voor.aansluiting);
  const auto held = held_difference(engine_, voor, vandaag);
  if (!held) return held.error();
  const auto& [ingelezen, verschil] = *held;
  auto aantallen = beslissing->rapport.aantallen;
  fill_in(aantallen, verschil);
  return Vrijgaveverschil{aantallen,
                          voor.levering.aantal,
                          verschil.nieuwe_stand.size(),
                          verschil.van_kracht_voor,
                          verschil.van_kracht_na,
                          verschil.van_kracht_kwijt};
}

Stored<proto::Aanleverrapport> Leveringen::rollback(std::string_view aanlevering_id, proto::Datum vandaag,
                                                    const proto::Auditregel& regel) {
  auto beslissing = take_up(engine_, aanlevering_id);
  if (!beslissing) return beslissing.error();
  const auto& voor = *beslissing->voor;
  if (!takes_deliveries(voor.aansluiting) && voor.aansluiting.fase != proto::Aansluitfase::geschorst) {
    return wrong_phase(voor.aansluiting);
  }
  if (voor.levering.aanlevering_id == aanlevering_id) {
    return Error{ErrorCode::conflict, "deze aanlevering is al van kracht"};
  }
  const auto* doel = herstelpunt(voor.levering, aanlevering_id);
  if (doel == nullptr) {
    return Error{ErrorCode::conflict, "naar deze aanlevering kan niet meer worden teruggedraaid"};
  }
  const auto in_force = find_rapport(engine_.database(), voor.levering.aanlevering_id);
  if (!in_force) return in_force.error();
  if (*in_force && (**in_force).rapport.herstel_van == aanlevering_id) {
    return Error{ErrorCode::conflict, "deze aanlevering is al teruggezet"};
  }
  const auto verschil = difference(engine_, voor, *doel, vandaag);
  if (!verschil) return verschil.error();
  const auto tweede = second_for("aanlevering.rollback", aanlevering_id, voor, *verschil, regel);
  if (tweede && !is_agreed(*engine_.stand(), *tweede)) return wait_for_second(engine_, *beslissing, *tweede, regel);
  auto rapport = rollback_report(*beslissing, *doel, regel);
  fill_in(rapport.aantallen, *verschil);
  auto hash = hash_for(engine_, *doel, rapport.aanlevering_id);
  if (!hash) return hash.error();
  Levering levering{beslissing->voor, std::move(rapport), regel, *std::move(hash), std::move(beslissing->slot)};
  levering.tweede = tweede;
  return put_back(engine_, std::move(levering), *doel, *verschil);
}

Stored<std::vector<proto::Aanleverrapport>> Leveringen::expire(proto::Tijdstip nu) {
  std::vector<proto::Aanleverrapport> expired;
  const auto now = engine_.stand();
  for (const auto& [code, stand] : now->aansluitingen) {
    const auto& held = stand->levering.vastgehouden;
    if (!held || !has_expired(*held, nu)) continue;
    auto beslissing = take_up(engine_, held->aanlevering_id);
    const bool other_work = !beslissing && beslissing.error().code == ErrorCode::busy;
    if (other_work || (beslissing && !holds(beslissing->voor->levering, held->aanlevering_id))) continue;
    if (!beslissing) return beslissing.error();
    proto::Auditregel regel;
    regel.tijdstip = nu;
    regel.handeling = "aanlevering.expire";
    regel.actor = "vishd";
    beslissing->rapport.status = proto::Aanleverstatus::verlopen;
    auto done = dismiss_held(engine_, {beslissing->voor, beslissing->rapport, regel, held->bestandshash,
                                       std::move(beslissing->slot), false});
    if (!done) return done.error();
    expired.push_back(*std::move(done));
  }
  return expired;
}

Stored<std::optional<proto::Aanleverrapport>> Leveringen::find(std::string_view aanlevering_id) const {
  auto found = find_rapport(engine_.database(), aanlevering_id);
  if (!found) return found.error();
  if (!*found) return std::optional<proto::Aanleverrapport>();
  return std::optional(std::move((**found).rapport));
}

Stored<std::optional<proto::Aanleverrapport>> Leveringen::find(std::string_view aansluitcode,
                                                               proto::Datum peildatum) const {
  const auto stand = engine_.stand()->aansluiting(aansluitcode);
  if (!stand) return std::optional<proto::Aanleverrapport>();
  if (stand->levering.peildatum == peildatum) return find(stand->levering.aanlevering_id);
  std::string in_force;
  std::string latest;
  const auto prefix = nummer_key(stand->aansluiting.nummer);
  const auto scanned = engine_.database().scan_back(Cf::rapporten, prefix, after_prefix(prefix),
                                                    [&](std::string_view, std::string_view value) {
                                                      const auto hoofd = peek_rapport(value);
                                                      if (!hoofd || hoofd->peildatum != peildatum) return true;
                                                      if (latest.empty()) latest = value;
                                                      if (hoofd->status == proto::Aanleverstatus::verwerkt)
                                                        in_force = value;
                                                      return in_force.empty();
                                                    });
  if (!scanned) return scanned.error();
  if (latest.empty()) return std::optional<proto::Aanleverrapport>();
  auto rapport = decode_rapport(in_force.empty() ? latest : in_force);
  if (!rapport) return rapport.error();
  return std::optional(std::move(*rapport));
}

Stored<std::vector<proto::Aanleverrapport>> Leveringen::list(const Rapportvraag& vraag) const {
  std::vector<proto::Aanleverrapport> result;
  std::optional<Error> broken;
  std::uint32_t nummer = 0;  // the index over all aansluitingen
  if (vraag.aansluitcode) {
    const auto stand = engine_.stand()->aansluiting(*vraag.aansluitcode);
    if (!stand) return result;
    nummer = stand->aansluiting.nummer;
  }
  const auto take = [&](Stored<proto::Aanleverrapport> rapport) {
    if (!rapport) {
      broken = rapport.error();
    } else if (!vraag.status || rapport->status == *vraag.status) {
      result.push_back(std::move(*rapport));
    }
    return !broken && result.size() < vraag.limiet;
  };
  const auto visit = [&](std::string_view key, std::string_view value) {
    if (nummer != 0) return take(decode_rapport(value));
    auto found = find(key.substr(sizeof(nummer)));
    if (!found) return take(found.error());
    return *found ? take(std::move(**found)) : true;
  };
  const auto prefix = nummer_key(nummer);
  const auto before = vraag.na ? rapport_key(nummer, *vraag.na) : after_prefix(prefix);
  const auto scanned = engine_.database().scan_back(Cf::rapporten, prefix, before, visit);
  if (!scanned) return scanned.error();
  if (broken) return *broken;
  return result;
}

}  // namespace vish::storage
