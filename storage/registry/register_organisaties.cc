#include <algorithm>

#include "base/core/try.h"
#include "storage/registry/register.h"
#include "storage/registry/register_change.h"

namespace vish::storage {
namespace {

using proto::Aansluitfase;

/// Returns, as text, the parties that have not ended and need this organisatie; empty when there are none.
std::string dependents(const Stand& stand, const proto::Oin& oin) {
  std::string names;
  const auto name = [&](std::string_view what, const std::string& id) {
    names.append(names.empty() ? "" : ", ").append(what).append(" ").append(id);
  };
  for (const auto& [code, each] : stand.aansluitingen) {
    const auto& aansluiting = each->aansluiting;
    if (aansluiting.fase == Aansluitfase::beeindigd) continue;
    const auto& suppliers = aansluiting.aanleveraars;
    if (aansluiting.organisatie == oin) {
      name("aansluiting", code);
    } else if (std::find(suppliers.begin(), suppliers.end(), oin) != suppliers.end()) {
      name("als aanleveraar van", code);
    }
  }
  const auto* bevrager = stand.bevrager(oin.text());
  if (bevrager != nullptr && bevrager->fase != Aansluitfase::beeindigd) name("bevrager", oin.text());
  return names;
}

/// Returns the OINs for which `wrong` holds, in one line; empty when there are none.
template <class Predicate>
std::string named_if(const std::vector<proto::Oin>& oins, const Predicate& wrong) {
  std::string text;
  for (const auto& oin : oins) {
    if (wrong(oin)) text += (text.empty() ? "" : ", ") + oin.text();
  }
  return text;
}

}  // namespace

bool takes_part(const Stand& stand, std::string_view oin) {
  const auto* organisatie = stand.organisatie(oin);
  return organisatie != nullptr && !organisatie->beeindigd_op;
}

Stored<void> check_aanleveraars(const Stand& stand, const std::vector<proto::Oin>& oins) {
  const auto unknown = named_if(oins, [&](const auto& oin) { return !takes_part(stand, oin.text()); });
  if (unknown.empty()) return {};
  return conflict("niet in het register of beëindigd: aanleveraar " + unknown);
}

Stored<void> check_geen_aanleveraars(const proto::Aansluiting& aansluiting, const std::vector<proto::Oin>& oins) {
  const auto& now = aansluiting.aanleveraars;
  const auto unknown = named_if(oins, [&](const auto& oin) { return std::ranges::find(now, oin) == now.end(); });
  if (unknown.empty()) return {};
  return conflict("geen aanleveraar van deze aansluiting: " + unknown);
}

void put_organisatie(Change& change, const proto::Organisatie& organisatie) {
  const auto& oin = organisatie.oin.text();
  put_told(change, kOrganisatie, oin, proto::to_record(organisatie));
  change.next.organisaties.insert_or_assign(oin, organisatie);
}

Stored<proto::Organisatie> Register::add(proto::Organisatie organisatie, proto::Auditregel regel) {
  auto done = engine_.change([&](const Stand& stand) -> Stored<Change> {
    const auto& oin = organisatie.oin.text();
    const auto* known = stand.organisatie(oin);
    if (known != nullptr && !known->beeindigd_op) return conflict("er is al een organisatie met dit OIN");
    Change change = record(stand, regel, oin);
    put_organisatie(change, organisatie);
    return change;
  });
  if (!done) return done.error();
  return organisatie;
}

Stored<proto::Organisatie> Register::edit_organisatie(
    std::string_view oin, const proto::Auditregel& regel,
    const std::function<Stored<void>(const Stand&, proto::Organisatie&)>& edit) {
  std::optional<proto::Organisatie> edited;
  auto done = engine_.change([&](const Stand& stand) -> Stored<Change> {
    const auto* organisatie = stand.organisatie(oin);
    if (organisatie == nullptr) return missing("deze organisatie");
    if (organisatie->beeindigd_op) return conflict("deze organisatie is beëindigd");
    edited = *organisatie;
    TRY(edit(stand, *edited));
    Change change = record(stand, regel, oin);
    put_organisatie(change, *edited);
    return change;
  });
  if (!done) return done.error();
  return *std::move(edited);
}

Stored<proto::Organisatie> Register::change_organisatie(std::string_view oin,
                                                        const proto::Organisatiewijziging& wijziging,
                                                        const proto::Auditregel& regel) {
  return edit_organisatie(oin, regel, [&](const Stand&, proto::Organisatie& organisatie) -> Stored<void> {
    proto::apply(wijziging, organisatie);
    return {};
  });
}

Stored<proto::Organisatie> Register::end_organisatie(std::string_view oin, const proto::Auditregel& regel) {
  return edit_organisatie(oin, regel, [&](const Stand& stand, proto::Organisatie& organisatie) -> Stored<void> {
    if (const auto names = dependents(stand, organisatie.oin); !names.empty()) {
      return conflict("deze organisatie is nog nodig: " + names);
    }
    organisatie.beeindigd_op = regel.tijdstip;
    return {};
  });
}

}  // namespace vish::storage
