#include "storage/registry/import_check.h"

#include <algorithm>
#include <set>

#include "base/core/hex.h"
#include "storage/crypto/filehash.h"
#include "storage/registry/convenant.h"
#include "storage/registry/register_change.h"

namespace vish::storage {
namespace {

using proto::Aansluitfase;

constexpr std::string_view kAbsent = "Deze organisatie staat niet in het register of het bestand, of is beëindigd.";
constexpr std::string_view kEnded = "Wie is beëindigd komt niet terug.";
constexpr std::string_view kCertificateTaken = "Dit certificaat is of was van een andere beheerder.";

/// Whether two entries, not told apart by ids, are one convenantpartner: they have the same name, and a number in
/// common on some day.
bool are_one(const proto::Convenantpartner& left, const proto::Convenantpartner& right) {
  if (!left.convenantpartner_id.empty() && !right.convenantpartner_id.empty()) return false;
  return left.naam == right.naam && bind_one(left, right);
}

class Findings {
 public:
  Findings(const Stand& stand, const proto::Registerbestand& bestand) : stand_(stand) {
    for (const auto& organisatie : bestand.organisaties) known_.insert(organisatie.oin.text());
    for (const auto& partner : bestand.convenantpartners) in_file_.insert(partner.convenantpartner_id);
  }

  void look_at(const proto::Aansluiting& aansluiting, const std::string& place) {
    const auto before = stand_.aansluiting(aansluiting.code.text());
    if (before && before->aansluiting.fase == Aansluitfase::beeindigd) add(place + ".aansluitcode", kEnded);
    if (before && before->aansluiting.organisatie != aansluiting.organisatie) {
      add(place + ".organisatie", "Een aansluiting gaat niet naar een andere organisatie.");
    }
    require_party(aansluiting.organisatie, place + ".organisatie");
    for (std::size_t i = 0; i < aansluiting.aanleveraars.size(); ++i) {
      require_party(aansluiting.aanleveraars[i], place + ".aanleveraars[" + std::to_string(i) + "]");
    }
  }

  void look_at(const proto::Bevrager& bevrager, const std::string& place) {
    const auto* before = stand_.bevrager(bevrager.oin.text());
    if (before != nullptr && before->fase == Aansluitfase::beeindigd) add(place + ".oin", kEnded);
    require_party(bevrager.oin, place + ".oin");
  }

  void look_at(const proto::Convenantpartner& partner, const std::string& place) {
    const auto& id = partner.convenantpartner_id;
    const bool doubled = !id.empty() && !partners_.insert(id).second;
    if (doubled || std::ranges::any_of(read_, [&](const auto* other) { return are_one(partner, *other); })) {
      add(place, "Deze partij staat al eerder in het bestand.");
    } else if (const auto* other = bound_besides(partner)) {
      add(place, "Schuldeiser die op die dagen al gebonden is, door " + partner_text(*other) + ".");
    }
    read_.push_back(&partner);
    const auto namesakes = std::ranges::count_if(stand_.convenantpartners,
                                                 [&](const auto& entry) { return entry.second.naam == partner.naam; });
    if (id.empty() && namesakes > 1) {
      add(place + ".convenantpartnerId", "Meer convenantpartners hebben deze naam: geef aan welke het is.");
    }
  }

  void look_at(const proto::Operator& person, const std::string& place) {
    const auto before = stand_.operators.find(person.naam);
    if (before != stand_.operators.end() && before->second.beeindigd_op) add(place + ".naam", kEnded);
    if (is_taken(stand_, person) || !prints_.insert(person.vingerafdruk).second)
      add(place + ".vingerafdruk", kCertificateTaken);
  }

  std::vector<proto::InvalidParam> take() { return std::move(findings_); }

 private:
  void add(std::string place, std::string_view reason) {
    findings_.push_back({std::move(place), "value", std::string(reason)});
  }
  /// Returns a convenantpartner that would newly bind the same creditor, from earlier in the file or from the registry.
  const proto::Convenantpartner* bound_besides(const proto::Convenantpartner& partner) const {
    for (const auto* other : read_) {
      if (!come_back(partner, *other) && newly_bind_one(stand_, partner, *other)) return other;
    }
    for (const auto& [id, other] : stand_.convenantpartners) {
      if (!in_file_.contains(id) && newly_bind_one(stand_, partner, other)) return &other;
    }
    return nullptr;
  }
  /// Whether both come from an export into a registry without convenantpartners. They bound the same creditor in the
  /// exported registry already, and that registry could not be put back without both.
  bool come_back(const proto::Convenantpartner& left, const proto::Convenantpartner& right) const {
    return stand_.convenantpartners.empty() && !left.convenantpartner_id.empty() && !right.convenantpartner_id.empty();
  }
  void require_party(const proto::Oin& oin, std::string place) {
    if (!known_.contains(oin.text()) && !takes_part(stand_, oin.text())) add(std::move(place), kAbsent);
  }

  const Stand& stand_;
  std::set<std::string> known_;
  std::set<std::string> in_file_;  ///< the ids of its convenantpartners
  std::set<std::string> partners_;
  std::vector<const proto::Convenantpartner*> read_;
  std::set<std::string> prints_;
  std::vector<proto::InvalidParam> findings_;
};

template <class Party>
void look_at_all(Findings& findings, const std::vector<Party>& parties, const std::string& name) {
  for (std::size_t i = 0; i < parties.size(); ++i) {
    findings.look_at(parties[i], "register." + name + "[" + std::to_string(i) + "]");
  }
}

}  // namespace

proto::Registerbestand registerbestand(const Stand& stand) {
  proto::Registerbestand bestand;
  for (const auto& [oin, organisatie] : stand.organisaties) {
    if (!organisatie.beeindigd_op) bestand.organisaties.push_back(organisatie);
  }
  for (const auto& [code, each] : stand.aansluitingen) {
    if (each->aansluiting.fase != Aansluitfase::beeindigd) bestand.aansluitingen.push_back(each->aansluiting);
  }
  for (const auto& [oin, bevrager] : stand.bevragers) {
    if (bevrager.fase != Aansluitfase::beeindigd) bestand.bevragers.push_back(bevrager);
  }
  for (const auto& [id, partner] : stand.convenantpartners) bestand.convenantpartners.push_back(partner);
  for (const auto& [naam, person] : stand.operators) {
    if (!person.beeindigd_op) bestand.operators.push_back(person);
  }
  return bestand;
}

std::string registry_fingerprint(const Stand& stand) {
  Filehash hash;
  hash.update(proto::to_json(registerbestand(stand)));
  return to_hex(hash.finish());
}

void recognise_partners(const Stand& stand, proto::Registerbestand& bestand) {
  std::map<std::string, std::vector<std::string>> by_name;
  for (const auto& [id, partner] : stand.convenantpartners) by_name[partner.naam].push_back(id);
  for (auto& partner : bestand.convenantpartners) {
    const auto namesakes = by_name.find(partner.naam);
    if (!partner.convenantpartner_id.empty() || namesakes == by_name.end()) continue;
    if (namesakes->second.size() == 1) partner.convenantpartner_id = namesakes->second.front();
  }
}

std::vector<proto::InvalidParam> import_findings(const Stand& stand, const proto::Registerbestand& bestand) {
  Findings findings(stand, bestand);
  look_at_all(findings, bestand.aansluitingen, "aansluitingen");
  look_at_all(findings, bestand.bevragers, "bevragers");
  look_at_all(findings, bestand.convenantpartners, "convenantpartners");
  look_at_all(findings, bestand.operators, "operators");
  return findings.take();
}

}  // namespace vish::storage
