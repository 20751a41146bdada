#include "base/core/try.h"
#include "base/core/uuid.h"
#include "storage/registry/convenant.h"
#include "storage/registry/register.h"
#include "storage/registry/register_change.h"

namespace vish::storage {

namespace {

Stored<void> check_alone(const Stand& stand, const proto::Convenantpartner& partner) {
  const auto* other = bound_by_another(stand, partner);
  if (other == nullptr) return {};
  return conflict("deze schuldeiser is op die dagen al gebonden, door convenantpartner " + partner_text(*other) +
                  ": wijzig die");
}

}  // namespace

void put_partner(Change& change, const proto::Convenantpartner& partner) {
  const auto& id = partner.convenantpartner_id;
  put_told(change, kConvenantpartner, id, proto::to_record(partner));
  change.next.convenantpartners.insert_or_assign(id, partner);
}

Stored<proto::Convenantpartner> Register::add(proto::Convenantpartner partner, proto::Auditregel regel) {
  partner.convenantpartner_id = new_uuid7();
  auto done = engine_.change([&](const Stand& stand) -> Stored<Change> {
    TRY(check_alone(stand, partner));
    Change change = record(stand, regel, partner.convenantpartner_id);
    put_partner(change, partner);
    return change;
  });
  if (!done) return done.error();
  return partner;
}

Stored<proto::Convenantpartner> Register::change_convenantpartner(std::string_view id,
                                                                  const proto::Convenantwijziging& wijziging,
                                                                  const proto::Auditregel& regel) {
  std::optional<proto::Convenantpartner> changed;
  auto done = engine_.change([&](const Stand& stand) -> Stored<Change> {
    const auto found = stand.convenantpartners.find(id);
    if (found == stand.convenantpartners.end()) return missing("deze convenantpartner");
    changed = found->second;
    proto::apply(wijziging, *changed);
    if (!proto::is_consistent(*changed)) {
      return conflict("een convenantpartner houdt minstens één KvK-nummer of OIN en eindigt niet voor zijn ingang");
    }
    TRY(check_alone(stand, *changed));
    Change change = record(stand, regel, id);
    put_partner(change, *changed);
    return change;
  });
  if (!done) return done.error();
  return *std::move(changed);
}

Stored<std::optional<proto::Convenantpartner>> Register::end_convenantpartner(std::string_view id, Datum vandaag,
                                                                              const proto::Auditregel& regel) {
  std::optional<proto::Convenantpartner> ended;
  auto done = engine_.change([&](const Stand& stand) -> Stored<Change> {
    const auto found = stand.convenantpartners.find(id);
    if (found == stand.convenantpartners.end()) return missing("deze convenantpartner");
    ended = found->second;
    if (ended->einddatum && *ended->einddatum <= vandaag) return conflict("deze convenantpartner is al geëindigd");
    Change change = record(stand, regel, id);
    if (ended->ingangsdatum > vandaag) {
      ended.reset();
      change.next.convenantpartners.erase(std::string(id));
      change.ops.push_back({Cf::registers, register_key(kConvenantpartner, id), std::nullopt});
    } else {
      ended->einddatum = vandaag;
      put_partner(change, *ended);
    }
    return change;
  });
  if (!done) return done.error();
  return ended;
}

}  // namespace vish::storage
