#include "verwerking.h"

#include <rocksdb/iterator.h>

#include <utility>

#include "opruiming.h"
#include "rapporten.h"
#include "vastgehouden.h"
#include "verzameling.h"

namespace vish::storage {
namespace {

/// Writes the registrations of one generation ahead.
class GenerationWriter {
 public:
  GenerationWriter(Engine& engine, std::uint32_t nummer, std::uint64_t generatie)
      : engine_(engine), nummer_(nummer), generatie_(generatie), writer_(engine.database()) {}

  Stored<void> write(const Ingelezen& ingelezen, const Verschil& verschil) {
    if (auto listed = list_changes(ingelezen, verschil); !listed) return listed;
    for (const auto& rij : verschil.schrijf) {
      const auto& bestandsrij = ingelezen.rijen.at(rij.positie);
      if (auto put = put_row(bestandsrij.persoon, ingelezen.registratie(bestandsrij)); !put) return put;
    }
    for (const auto& regel : verschil.behoud) {
      if (auto kept = keep_row(regel); !kept) return kept;
    }
    for (const auto& persoon : verschil.verwijder) {
      if (auto ended = writer_.add({Cf::registraties, key(persoon), ""}); !ended) return ended;
    }
    if (auto finished = writer_.finish(); !finished) return finished;
    return save_stand(engine_.database(), engine_.crypto(), nummer_, generatie_, verschil.nieuwe_stand);
  }

 private:
  std::string key(const Pseudoniem& persoon) const { return registratie_key(persoon, nummer_, generatie_); }

  /// First of all, so that a sweep finds whatever part of the rest was written.
  Stored<void> list_changes(const Ingelezen& ingelezen, const Verschil& verschil) {
    ChunkWriter list(engine_.database(), Cf::verzamelingen, nummer_, Deel::wijziging, generatie_, nullptr);
    const auto add = [&](const Pseudoniem& persoon, bool nieuw) { return list.add(encode(Wijziging{persoon, nieuw})); };
    for (const auto& rij : verschil.schrijf) {
      if (auto added = add(ingelezen.rijen.at(rij.positie).persoon, rij.nieuw); !added) return added;
    }
    for (const auto& regel : verschil.behoud) {
      if (auto added = add(regel.persoon, false); !added) return added;
    }
    for (const auto& persoon : verschil.verwijder) {
      if (auto added = add(persoon, false); !added) return added;
    }
    return list.finish();
  }

  Stored<void> put_row(const Pseudoniem& persoon, const Registratie& registratie) {
    std::string place = key(persoon);
    std::string sealed = engine_.crypto().zegel().seal(place, encode(registratie));
    return writer_.add({Cf::registraties, std::move(place), std::move(sealed)});
  }

  /// The registration as it stands, marked with the day of its last confirmation.
  Stored<void> keep_row(const Setregel& regel) {
    std::string prefix = registratie_key(regel.persoon, nummer_, 0);
    prefix.resize(prefix.size() - sizeof(std::uint64_t));
    const auto at = engine_.database().registraties();
    at->Seek(prefix);
    if (!at->status().ok()) return to_error(at->status());
    const Error broken{ErrorCode::corrupt, "een registratie ontbreekt of is beschadigd"};
    if (!at->Valid() || !at->key().starts_with(prefix)) return broken;
    const auto plain = engine_.crypto().zegel().open(at->key().ToStringView(), at->value().ToStringView());
    if (!plain) return plain.error();
    auto registratie = decode_registratie(*plain);
    if (!registratie) return broken;
    registratie->bevestigd = regel.bevestigd;
    return put_row(regel.persoon, *registratie);
  }

  Engine& engine_;
  std::uint32_t nummer_;
  std::uint64_t generatie_;
  AheadWriter writer_;
};

/// The stand with this delivery's report and audit line; refuses when the
/// aansluiting moved to another phase since the slot was taken.
Stored<Change> with_report(const Stand& stand, const Levering& levering, const Leverstand& na) {
  const auto& voor = levering.voor->aansluiting;
  const auto now = stand.aansluiting(voor.code.text());
  if (!now || now->aansluiting.nummer != voor.nummer || now->aansluiting.fase != voor.fase) {
    return Error{ErrorCode::conflict, "de aansluiting is intussen naar een andere fase gegaan"};
  }
  Change change{stand, {}, {levering.regel}};
  change.audit.front().uitkomst = to_text(levering.rapport.status);
  change.audit.front().onderwerp = levering.rapport.aanlevering_id;
  change.ops.push_back(put_rapport(voor.nummer, levering.rapport));
  if (levering.nieuw_rapport) change.ops.push_back(put_rapport_index(voor.nummer, levering.rapport));
  change.ops.push_back({Cf::standen, nummer_key(voor.nummer), encode(na)});
  replace(change.next, {now->aansluiting, na});
  return change;
}

/// The report of a held delivery that another one takes the place of.
Stored<void> replace_held(Engine& engine, const Levering& levering, const Leverstand& na, Change& change) {
  const auto& held = levering.voor->levering.vastgehouden;
  if (!held || held->aanlevering_id == levering.rapport.aanlevering_id) return {};
  if (na.vastgehouden && na.vastgehouden->aanlevering_id == held->aanlevering_id) return {};
  auto found = find_rapport(engine.database(), held->aanlevering_id);
  if (!found) return found.error();
  if (!*found) return Error{ErrorCode::corrupt, "het rapport van de vastgehouden aanlevering ontbreekt"};
  auto rapport = std::move((**found).rapport);
  rapport.status = proto::Aanleverstatus::vervangen;
  change.ops.push_back(put_rapport(levering.voor->aansluiting.nummer, rapport));
  return {};
}

/// Commits, and tidies up what the new stand no longer needs. That a durable
/// delivery leaves something behind is no failure of it: what is left goes
/// before the next one.
Stored<proto::Aanleverrapport> commit(Engine& engine, const Levering& levering, const Leverstand& na) {
  auto done = engine.change([&](const Stand& stand) -> Stored<Change> {
    auto change = with_report(stand, levering, na);
    if (!change) return change.error();
    if (auto replaced = replace_held(engine, levering, na, *change); !replaced) return replaced.error();
    return change;
  });
  if (!done) return done.error();
  static_cast<void>(tidy(engine.database(), engine.crypto(), levering.voor->aansluiting.nummer, na));
  return levering.rapport;
}

}  // namespace

Stored<Verschil> difference(Engine& engine, const Levering& levering, const Ingelezen& ingelezen,
                            proto::Datum vandaag) {
  const auto& stand = levering.voor->levering;
  const auto registered =
      load_stand(engine.database(), engine.crypto(), levering.voor->aansluiting.nummer, stand.generatie);
  if (!registered) return registered.error();
  if (registered->size() != stand.aantal) {
    return Error{ErrorCode::corrupt, "de opgeslagen verzameling van de aansluiting is niet volledig"};
  }
  return compare(*registered, ingelezen.rijen, ingelezen.foutief,
                 {vandaag.days(), stand.peildatum ? stand.peildatum->days() : 0, ingelezen.onleesbare_rijen});
}

Stored<proto::Aanleverrapport> publish(Engine& engine, Levering levering, const Ingelezen& ingelezen,
                                       const Verschil& verschil) {
  const auto nummer = levering.voor->aansluiting.nummer;
  Leverstand na = levering.voor->levering;
  if (!verschil.schrijf.empty() || !verschil.behoud.empty() || !verschil.verwijder.empty()) {
    auto tidied = tidy(engine.database(), engine.crypto(), nummer, na);
    if (!tidied) return tidied.error();
    na.generatie = ++na.hoogste_generatie;
    if (auto written = GenerationWriter(engine, nummer, na.generatie).write(ingelezen, verschil); !written) {
      return written.error();
    }
  }
  na.aantal = verschil.nieuwe_stand.size();
  na.peildatum = levering.rapport.peildatum;
  na.aanlevering_id = levering.rapport.aanlevering_id;
  na.bestandshash = levering.bestandshash;
  na.vastgehouden.reset();
  levering.rapport.status = proto::Aanleverstatus::verwerkt;
  return commit(engine, levering, na);
}

Stored<proto::Aanleverrapport> hold(Engine& engine, Levering levering, const Ingelezen& ingelezen) {
  const auto nummer = levering.voor->aansluiting.nummer;
  Leverstand na = levering.voor->levering;
  auto tidied = tidy(engine.database(), engine.crypto(), nummer, na);
  if (!tidied) return tidied.error();
  const auto generatie = ++na.hoogste_generatie;
  auto saved = save_held(engine.database(), engine.crypto(), nummer, generatie, ingelezen);
  if (!saved) return saved.error();
  na.vastgehouden =
      Vastgehouden{levering.rapport.aanlevering_id, generatie, levering.rapport.peildatum, levering.bestandshash};
  levering.rapport.status = proto::Aanleverstatus::vastgehouden;
  return commit(engine, levering, na);
}

Stored<proto::Aanleverrapport> record_refusal(Engine& engine, const Levering& levering) {
  return commit(engine, levering, levering.voor->levering);
}

Stored<proto::Aanleverrapport> dismiss_held(Engine& engine, const Levering& levering) {
  Leverstand na = levering.voor->levering;
  na.vastgehouden.reset();
  return commit(engine, levering, na);
}

std::string hash_place(std::string_view aanlevering_id) { return std::string("bestand:").append(aanlevering_id); }

}  // namespace vish::storage
