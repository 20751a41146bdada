#include "storage/registry/register.h"

#include <utility>

#include "base/core/codec.h"
#include "base/core/try.h"
#include "base/core/uuid.h"
#include "storage/delivery/rapporten.h"
#include "storage/delivery/tidying.h"
#include "storage/engine/engine.h"
#include "storage/registry/register_change.h"

namespace vish::storage {
namespace {

using proto::Aansluitfase;
using proto::Handeling;

constexpr auto kNoOrganisatie = "de organisatie staat niet in het register of is beëindigd";

/// Checks the rules that aansluitingen and bevragers have in common when they move.
template <class Party>
Stored<void> check_move(const Party& party, const proto::Fasewisseling& wisseling) {
  if (!proto::may_move(party.fase, wisseling.fase)) {
    return conflict("van fase " + std::string(to_text(party.fase)) + " naar " + std::string(to_text(wisseling.fase)) +
                    " kan niet");
  }
  if (wisseling.fase == Aansluitfase::test && !wisseling.overeenkomstdatum && !party.overeenkomstdatum) {
    return conflict("voor fase test is een overeenkomstdatum nodig");
  }
  return {};
}

/// Fills in the new phase of the party, and the date of the agreement if there is one.
template <class Party>
void move(Party& party, const proto::Fasewisseling& wisseling) {
  if (wisseling.overeenkomstdatum) party.overeenkomstdatum = wisseling.overeenkomstdatum;
  party.fase = wisseling.fase;
}

proto::Verzoek change_of(const proto::Aansluiting& before, const proto::Aansluiting& after,
                         const proto::Auditregel& regel) {
  auto wens = verzoek_of(regel, Handeling::aansluiting_change, before.code.text());
  wens.instellingen = proto::verschil(before, after);
  return wens;
}

/// Whether that end must wait until another person requests it too.
bool must_wait(const Stand& stand, const proto::Fasewisseling& wisseling, Tweede tweede, const proto::Verzoek& wens) {
  return wisseling.fase == Aansluitfase::beeindigd && tweede == Tweede::nodig && !is_agreed(stand, wens);
}

bool begins_productie(const proto::Aansluiting& aansluiting, Aansluitfase fase) {
  return aansluiting.fase == Aansluitfase::test && fase == Aansluitfase::productie;
}

Stored<void> check_step(const AansluitingState& state, const proto::Fasewisseling& wisseling) {
  if (auto allowed = check_move(state.aansluiting, wisseling); !allowed) return allowed;
  if (begins_productie(state.aansluiting, wisseling.fase) && !state.levering.peildatum) {
    return conflict("voor fase productie is een verwerkte aanlevering in test nodig");
  }
  return {};
}

/// Returns the request for a second person; nothing where one person may make the move.
std::optional<proto::Verzoek> second_for(const proto::Aansluiting& aansluiting, Aansluitfase fase,
                                         const proto::Auditregel& regel) {
  if (fase == Aansluitfase::beeindigd) return verzoek_of(regel, Handeling::aansluiting_end, aansluiting.code.text());
  if (!begins_productie(aansluiting, fase) || !proto::needs_second_for_productie(aansluiting)) return std::nullopt;
  auto wens = verzoek_of(regel, Handeling::aansluiting_fase, aansluiting.code.text());
  wens.instellingen = proto::bewaking(aansluiting);
  return wens;
}

/// Makes the report of a held delivery `verlopen`, because nobody can decide on it any more.
Stored<void> expire_held(const Database& database, const AansluitingState& state, Change& change) {
  if (!state.levering.vastgehouden) return {};
  auto found = TRY(find_rapport(database, state.levering.vastgehouden->aanlevering_id));
  if (!found) return Error{ErrorCode::corrupt, "het rapport van de vastgehouden aanlevering ontbreekt"};
  auto rapport = std::move(found->rapport);
  rapport.status = proto::Aanleverstatus::verlopen;
  put_rapport(change.ops, state.aansluiting.nummer, rapport);
  return {};
}

/// The step to productie starts under a new number, so that nothing of the
/// test is left: no reports, no order, no registrations.
Stored<void> apply_phase(Database& database, Aansluitfase from, AansluitingState& state, Change& change) {
  if (from == Aansluitfase::test && state.aansluiting.fase == Aansluitfase::productie) {
    change.ops.push_back({Cf::standen, nummer_key(state.aansluiting.nummer), std::nullopt});
    const auto nummer = TRY(take_nummers(database, change.ops));
    state.aansluiting.nummer = nummer;
    state.levering = {};
  } else if (state.aansluiting.fase == Aansluitfase::beeindigd) {
    if (auto expired = expire_held(database, state, change); !expired) return expired;
    DeliveryState ended;
    ended.hoogste_generatie = state.levering.hoogste_generatie;
    state.levering = ended;
  }
  return {};
}

}  // namespace

void void_other_changes(Change& change, std::string_view code) {
  void_verzoeken(change, [&](const proto::Verzoek& verzoek) {
    const bool compared =
        verzoek.handeling == Handeling::aansluiting_change || verzoek.handeling == Handeling::aansluiting_fase;
    return compared && verzoek.onderwerp == code;
  });
}

Stored<std::uint32_t> take_nummers(const Database& database, Ops& ops, std::uint32_t aantal) {
  const auto stored = TRY(database.get(Cf::meta, kVolgendNummer));
  const std::uint32_t nummer = stored ? Decoder(*stored).u32() : 1;
  std::string next;
  put_u32(next, nummer + aantal);
  ops.push_back({Cf::meta, std::string(kVolgendNummer), std::move(next)});
  return nummer;
}

void put_aansluiting(Change& change, AansluitingState state) {
  const auto& aansluiting = state.aansluiting;
  put_told(change, kAansluiting, aansluiting.code.text(), proto::to_record(aansluiting));
  change.ops.push_back({Cf::standen, nummer_key(aansluiting.nummer), encode(state.levering)});
  replace(change.next, std::move(state));
}

void put_bevrager(Change& change, const proto::Bevrager& bevrager) {
  const auto& oin = bevrager.oin.text();
  put_told(change, kBevrager, oin, proto::to_record(bevrager));
  change.next.bevragers.insert_or_assign(oin, bevrager);
}

Stored<proto::Aansluiting> Register::add(proto::Aansluiting aansluiting, proto::Auditregel regel) {
  auto done = engine_.change([&](const Stand& stand) -> Stored<Change> {
    const auto& code = aansluiting.code.text();
    if (stand.aansluiting(code)) return conflict("er is al een aansluiting met deze aansluitcode");
    if (!takes_part(stand, aansluiting.organisatie.text())) return conflict(kNoOrganisatie);
    TRY(check_aanleveraars(stand, aansluiting.aanleveraars));
    Change change = record(stand, regel, code);
    const auto nummer = TRY(take_nummers(engine_.database(), change.ops));
    aansluiting.nummer = nummer;
    put_aansluiting(change, {aansluiting, {}});
    return change;
  });
  if (!done) return done.error();
  return aansluiting;
}

Stored<proto::Bevrager> Register::add(proto::Bevrager bevrager, proto::Auditregel regel) {
  bevrager.bevrager_id = new_uuid7();
  auto done = engine_.change([&](const Stand& stand) -> Stored<Change> {
    const auto& oin = bevrager.oin.text();
    if (stand.bevrager(oin) != nullptr) return conflict("er is al een bevrager met dit OIN");
    if (!takes_part(stand, oin)) return conflict(kNoOrganisatie);
    Change change = record(stand, regel, oin);
    put_bevrager(change, bevrager);
    return change;
  });
  if (!done) return done.error();
  return bevrager;
}

Stored<proto::Aansluiting> Register::suspend_aansluiting(std::string_view code, const proto::Fasewisseling& wisseling,
                                                         const proto::Auditregel& regel) {
  std::optional<proto::Aansluiting> suspended;
  auto done = engine_.change(
      [&](const Stand& stand) -> Stored<Change> {
        const auto before = stand.aansluiting(code);
        if (!before) return missing("deze aansluiting");
        TRY(check_move(before->aansluiting, wisseling));
        auto after = *before;
        move(after.aansluiting, wisseling);
        after.aansluiting.fase_sinds = regel.tijdstip;
        suspended = after.aansluiting;
        Change change = record(stand, regel, code, uitkomst_of(suspended->fase));
        void_about_aansluiting(change, code);
        put_aansluiting(change, std::move(after));
        return change;
      },
      Voorrang::ja);
  if (!done) return done.error();
  return *std::move(suspended);
}

Stored<proto::Aansluiting> Register::move_aansluiting(std::string_view code, const proto::Fasewisseling& wisseling,
                                                      proto::Auditregel regel, Tweede tweede) {
  if (wisseling.fase == Aansluitfase::geschorst) return suspend_aansluiting(code, wisseling, regel);
  // A forbidden move must not end a delivery under way.
  const auto first = engine_.stand()->aansluiting(code);
  if (!first) return missing("deze aansluiting");
  TRY(check_step(*first, wisseling));
  const auto slot = TRY(engine_.claim_slot(std::string(code)));
  const auto before = engine_.stand()->aansluiting(code);
  auto& database = engine_.database();
  const auto nummer = before->aansluiting.nummer;
  TRY(tidy(engine_, slot.get(), *before));

  auto after = *before;
  auto done = engine_.change([&](const Stand& stand) -> Stored<Change> {
    // The settings may have changed without the slot; the deliveries have not.
    const auto now = stand.aansluiting(code);
    after = *now;
    TRY(check_step(*now, wisseling));
    const auto wens = second_for(now->aansluiting, wisseling.fase, regel);
    if (wens && tweede == Tweede::nodig && !is_agreed(stand, *wens)) return ask(stand, regel, *wens);
    move(after.aansluiting, wisseling);
    after.aansluiting.fase_sinds = regel.tijdstip;
    Change change = record(stand, regel, code, uitkomst_of(after.aansluiting.fase));
    TRY(apply_phase(database, now->aansluiting.fase, after, change));
    if (wens) settle(change, *wens);
    void_about_aansluiting(change, code);
    put_aansluiting(change, after);
    return change;
  });
  if (!done) return done.error();
  // The move is durable; the next delivery or start removes what cannot be removed now.
  const bool new_nummer = after.aansluiting.nummer != nummer;
  static_cast<void>(new_nummer ? remove_nummer(database, *engine_.crypto(), nummer) : tidy(engine_, slot.get(), after));
  return after.aansluiting;
}

Stored<proto::Aansluiting> Register::edit_aansluiting(std::string_view code, proto::Auditregel regel,
                                                      const Edit& edit) {
  std::optional<proto::Aansluiting> edited;
  auto done = engine_.change([&](const Stand& stand) -> Stored<Change> {
    const auto before = stand.aansluiting(code);
    if (!before) return missing("deze aansluiting");
    auto after = *before;
    TRY(edit(stand, after.aansluiting));
    const auto wens = change_of(before->aansluiting, after.aansluiting, regel);
    const bool needs_second = proto::needs_second(before->aansluiting, after.aansluiting);
    edited = before->aansluiting;
    if (needs_second && !is_agreed(stand, wens)) return ask(stand, regel, wens);
    edited = after.aansluiting;
    Change change = record(stand, regel, code);
    if (needs_second) settle(change, wens);
    if (wens.instellingen != proto::Instelwijziging()) void_other_changes(change, code);
    put_aansluiting(change, std::move(after));
    return change;
  });
  if (!done) return done.error();
  return *std::move(edited);
}

Stored<proto::Aansluiting> Register::change_aansluiting(std::string_view code, const proto::Instelwijziging& wijziging,
                                                        proto::Auditregel regel) {
  return edit_aansluiting(code, std::move(regel),
                          [&](const Stand& stand, proto::Aansluiting& aansluiting) -> Stored<void> {
                            if (aansluiting.fase == Aansluitfase::beeindigd)
                              return conflict("deze aansluiting is beëindigd");
                            auto known = check_aanleveraars(stand, wijziging.aanleveraars_erbij);
                            if (known) known = check_geen_aanleveraars(aansluiting, wijziging.aanleveraars_eraf);
                            if (!known) return known;
                            proto::apply(wijziging, aansluiting);
                            return {};
                          });
}

Stored<proto::Aansluiting> Register::confirm_aansluiting(std::string_view code, proto::Auditregel regel) {
  const auto moment = regel.tijdstip;
  return edit_aansluiting(code, std::move(regel),
                          [moment](const Stand&, proto::Aansluiting& aansluiting) -> Stored<void> {
                            if (!proto::may_confirm(aansluiting.fase)) {
                              return conflict("alleen in fase productie of geschorst valt er iets te bevestigen");
                            }
                            aansluiting.bevestigd_op = moment;
                            return {};
                          });
}

Stored<proto::Bevrager> Register::move_bevrager(std::string_view oin, const proto::Fasewisseling& wisseling,
                                                proto::Auditregel regel, Tweede tweede) {
  std::optional<proto::Bevrager> moved;
  const auto make = [&](const Stand& stand) -> Stored<Change> {
    const auto* bevrager = stand.bevrager(oin);
    if (bevrager == nullptr) return missing("deze bevrager");
    TRY(check_move(*bevrager, wisseling));
    if (bevrager->fase == Aansluitfase::test && wisseling.fase == Aansluitfase::productie) {
      const auto answered = TRY(answered_in_test(bevrager->oin));
      if (!answered) return conflict("voor fase productie is een beantwoorde testvraag nodig");
    }
    moved = *bevrager;
    const auto end = verzoek_of(regel, Handeling::bevrager_end, oin);
    if (must_wait(stand, wisseling, tweede, end)) return ask(stand, regel, end);
    move(*moved, wisseling);
    Change change = record(stand, regel, oin, uitkomst_of(moved->fase));
    if (wisseling.fase == Aansluitfase::beeindigd) settle(change, end);
    void_verzoeken(change, [&](const auto& each) { return each.handeling == end.handeling && each.onderwerp == oin; });
    put_bevrager(change, *moved);
    return change;
  };
  TRY(engine_.change(make, wisseling.fase == Aansluitfase::geschorst ? Voorrang::ja : Voorrang::nee));
  return *moved;
}

Stored<bool> Register::answered_in_test(const proto::Oin& bevrager) const {
  const auto answered = TRY(engine_.database().get(Cf::registers, testvraag_key(bevrager.text())));
  return answered.has_value();
}

Stored<proto::Bevrager> Register::change_bevrager(std::string_view oin, const proto::Bevragerwijziging& wijziging,
                                                  proto::Auditregel regel) {
  std::optional<proto::Bevrager> changed;
  auto done = engine_.change([&](const Stand& stand) -> Stored<Change> {
    const auto* bevrager = stand.bevrager(oin);
    if (bevrager == nullptr) return missing("deze bevrager");
    if (bevrager->fase == Aansluitfase::beeindigd) return conflict("deze bevrager is beëindigd");
    changed = *bevrager;
    proto::apply(wijziging, *changed);
    Change change = record(stand, regel, oin);
    put_bevrager(change, *changed);
    return change;
  });
  if (!done) return done.error();
  return *changed;
}

}  // namespace vish::storage
