#include <algorithm>

#include "base/core/hex.h"
#include "base/core/try.h"
#include "base/core/uuid.h"
#include "storage/crypto/filehash.h"
#include "storage/registry/import_check.h"
#include "storage/registry/register.h"
#include "storage/registry/register_change.h"

namespace vish::storage {
namespace {

using proto::Aansluitfase;
using proto::Handeling;

/// Returns the party of the file with the phase, numbers and moments of the registered party.
proto::Aansluiting settled(proto::Aansluiting after, const proto::Aansluiting& before) {
  after.nummer = before.nummer;
  after.fase = before.fase;
  after.aangemaakt_op = before.aangemaakt_op;
  after.fase_sinds = before.fase_sinds;
  after.bevestigd_op = before.bevestigd_op;
  return after;
}

proto::Bevrager settled(proto::Bevrager after, const proto::Bevrager& before) {
  after.bevrager_id = before.bevrager_id;
  after.fase = before.fase;
  after.aangemaakt_op = before.aangemaakt_op;
  return after;
}

/// Takes the parties of a file into a change, one kind after the other.
class Importer {
 public:
  Importer(const Stand& stand, Change& change, const proto::Auditregel& regel)
      : stand_(stand), change_(change), regel_(regel) {}

  void take(proto::Organisatie organisatie) {
    const auto* before = stand_.organisatie(organisatie.oin.text());
    const bool fresh = before == nullptr || before->beeindigd_op;
    if (!fresh) organisatie.aangemaakt_op = before->aangemaakt_op;
    if (!fresh && organisatie == *before) return;
    note(fresh ? Handeling::organisatie_add : Handeling::organisatie_change, organisatie.oin.text());
    put_organisatie(change_, organisatie);
  }

  /// `nummer` is the next one that is free.
  void take(proto::Aansluiting aansluiting, std::uint32_t& nummer) {
    const auto before = stand_.aansluiting(aansluiting.code.text());
    if (before) {
      aansluiting = settled(std::move(aansluiting), before->aansluiting);
      if (aansluiting == before->aansluiting) return;
    } else {
      aansluiting.fase = Aansluitfase::aangemeld;
      aansluiting.nummer = nummer++;
    }
    note(before ? Handeling::aansluiting_change : Handeling::aansluiting_add, aansluiting.code.text());
    void_other_changes(change_, aansluiting.code.text());
    put_aansluiting(change_, {std::move(aansluiting), before ? before->levering : DeliveryState()});
  }

  void take(proto::Bevrager bevrager) {
    const auto* before = stand_.bevrager(bevrager.oin.text());
    if (before != nullptr) {
      bevrager = settled(std::move(bevrager), *before);
      if (bevrager == *before) return;
    } else {
      bevrager.fase = Aansluitfase::aangemeld;
      bevrager.bevrager_id = new_uuid7();
    }
    note(before == nullptr ? Handeling::bevrager_add : Handeling::bevrager_change, bevrager.oin.text());
    put_bevrager(change_, bevrager);
  }

  void take(proto::Convenantpartner partner) {
    if (partner.convenantpartner_id.empty()) partner.convenantpartner_id = new_uuid7();
    const auto before = stand_.convenantpartners.find(partner.convenantpartner_id);
    const bool fresh = before == stand_.convenantpartners.end();
    if (!fresh && partner == before->second) return;
    note(fresh ? Handeling::convenant_add : Handeling::convenant_change, partner.convenantpartner_id);
    put_partner(change_, partner);
  }

  void take(proto::Operator person) {
    const auto before = stand_.operators.find(person.naam);
    const bool fresh = before == stand_.operators.end();
    if (!fresh) person.aangemaakt_op = before->second.aangemaakt_op;
    if (!fresh && person == before->second) return;
    note(fresh ? Handeling::operator_add : Handeling::operator_change, person.naam);
    put_operator(change_, person);
  }

 private:
  void note(Handeling handeling, std::string_view onderwerp) {
    auto regel = regel_;
    regel.handeling = handeling;
    change_.audit.push_back(std::move(record(stand_, std::move(regel), onderwerp).audit.front()));
  }

  const Stand& stand_;
  Change& change_;
  const proto::Auditregel& regel_;
};

/// The whole file is one act: all of it waits when some of it must.
bool needs_second(const Stand& stand, const proto::Registerbestand& bestand) {
  return std::ranges::any_of(bestand.aansluitingen, [&](const proto::Aansluiting& each) {
    const auto before = stand.aansluiting(each.code.text());
    return before && proto::needs_second(before->aansluiting, settled(each, before->aansluiting));
  });
}

proto::Verzoek import_of(const proto::Registerbestand& bestand, const proto::Auditregel& regel) {
  Filehash hash;
  hash.update(proto::to_json(bestand));
  auto wens = verzoek_of(regel, proto::Handeling::register_import, "bestand");
  wens.bestandshash = to_hex(hash.finish());
  return wens;
}

Stored<void> check(const Stand& stand, const proto::Registerbestand& bestand, std::string_view expected) {
  if (registry_fingerprint(stand) != expected) {
    return conflict("het register is intussen gewijzigd: vergelijk het bestand opnieuw");
  }
  if (!import_findings(stand, bestand).empty()) return conflict("het bestand past niet in het register");
  return {};
}

Stored<void> take_all(const Database& database, const Stand& stand, const proto::Registerbestand& bestand,
                      Importer& importer, Ops& ops) {
  const auto fresh = std::ranges::count_if(bestand.aansluitingen,
                                           [&](const auto& each) { return !stand.aansluiting(each.code.text()); });
  auto nummer = TRY(take_nummers(database, ops, static_cast<std::uint32_t>(fresh)));
  for (const auto& each : bestand.organisaties) importer.take(each);
  for (const auto& each : bestand.aansluitingen) importer.take(each, nummer);
  for (const auto& each : bestand.bevragers) importer.take(each);
  for (const auto& each : bestand.convenantpartners) importer.take(each);
  for (const auto& each : bestand.operators) importer.take(each);
  return {};
}

}  // namespace

Stored<void> Register::import_bestand(const proto::Registerbestand& bestand, std::string_view registry_fingerprint,
                                      const proto::Auditregel& regel) {
  if (auto holds = check(*engine_.stand(), bestand, registry_fingerprint); !holds) return holds;
  return engine_.change([&](const Stand& stand) -> Stored<Change> {
    TRY(check(stand, bestand, registry_fingerprint));
    const auto wens = import_of(bestand, regel);
    const bool two_persons = needs_second(stand, bestand);
    if (two_persons && !is_agreed(stand, wens)) return ask(stand, regel, wens);
    Change change{stand, {}, {}};
    if (two_persons) settle(change, wens);
    Importer importer(stand, change, regel);
    TRY(take_all(engine_.database(), stand, bestand, importer, change.ops));
    return change;
  });
}

}  // namespace vish::storage
