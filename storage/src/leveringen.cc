#include "storage/leveringen.h"

#include <utility>

#include "aanlevering.h"
#include "codec.h"
#include "rapporten.h"
#include "vastgehouden.h"
#include "verwerking.h"

namespace vish::storage {
namespace {

/// A held delivery with the right to decide on it.
struct Beslissing {
  std::unique_ptr<Slot> slot;
  Levering levering;
};

Error no_such_delivery() { return {ErrorCode::missing, "deze aanlevering bestaat niet"}; }

bool takes_deliveries(const proto::Aansluiting& aansluiting) {
  return aansluiting.fase == proto::Aansluitfase::test || aansluiting.fase == proto::Aansluitfase::productie;
}

Error wrong_phase(const proto::Aansluiting& aansluiting) {
  return {ErrorCode::conflict, "in fase " + std::string(to_text(aansluiting.fase)) + " kan niet worden aangeleverd"};
}

Stored<Beslissing> decide_on(Engine& engine, std::string_view aanlevering_id, const proto::Auditregel& regel) {
  auto found = find_rapport(engine.database(), aanlevering_id);
  if (!found) return found.error();
  if (!*found) return no_such_delivery();
  auto slot = engine.take_slot((**found).rapport.aansluitcode);
  if (!slot) return slot.error();
  const auto voor = engine.stand()->aansluiting((**found).rapport.aansluitcode);
  const bool held =
      voor && voor->levering.vastgehouden && voor->levering.vastgehouden->aanlevering_id == aanlevering_id;
  if (!held) return Error{ErrorCode::conflict, "deze aanlevering wordt niet vastgehouden"};
  auto rapport = std::move((**found).rapport);
  rapport.besluit = proto::Besluit{regel.actor, regel.tijdstip, regel.reden.value_or("")};
  auto hash = voor->levering.vastgehouden->bestandshash;
  return Beslissing{std::move(*slot), {voor, std::move(rapport), regel, std::move(hash), false}};
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
  auto beslissing = decide_on(engine_, aanlevering_id, regel);
  if (!beslissing) return beslissing.error();
  auto& levering = beslissing->levering;
  const auto& voor = *levering.voor;
  if (!takes_deliveries(voor.aansluiting)) return wrong_phase(voor.aansluiting);
  const auto ingelezen =
      load_held(engine_.database(), engine_.crypto(), voor.aansluiting.nummer, voor.levering.vastgehouden->generatie);
  if (!ingelezen) return ingelezen.error();
  const auto verschil = difference(engine_, levering, *ingelezen, vandaag);
  if (!verschil) return verschil.error();
  fill_in(levering.rapport.aantallen, *verschil);
  return publish(engine_, std::move(levering), *ingelezen, *verschil);
}

Stored<proto::Aanleverrapport> Leveringen::reject(std::string_view aanlevering_id, const proto::Auditregel& regel) {
  auto beslissing = decide_on(engine_, aanlevering_id, regel);
  if (!beslissing) return beslissing.error();
  beslissing->levering.rapport.status = proto::Aanleverstatus::afgewezen;
  return dismiss_held(engine_, beslissing->levering);
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
