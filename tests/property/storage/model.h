#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "modelbewaking.h"
#include "proto/json/rapport.h"
#include "proto/registry/parties.h"
#include "proto/terms/domein.h"
#include "storage/delivery/leveringen.h"

namespace vish::test {

// The rules of the product for deliveries, over plain maps, written without a
// look at how storage does it. Days are those of dag().

struct Modelrapport {
  int peildag;
  proto::Aanleverstatus status;
  proto::Aantallen aantallen;
};

struct Modelverwacht {
  storage::Leveruitkomst uitkomst;
  std::optional<std::string> id;  ///< the earlier delivery that answers
};

class Modelaansluiting {
 public:
  using Uitkomst = storage::Leveruitkomst;
  using Status = proto::Aanleverstatus;
  struct Regels {
    proto::Drempels drempels;
    bool vroege_fasen;
    unsigned herstelpunten;
    std::vector<bool> testnummer;  ///< of each person of the pool
  };
  struct Gezien {
    std::string id;
    int peildag;
    Modelbestand bestand;
    int ontvangen = 0;
  };
  /// A processed delivery that was followed by another.
  struct Eerder {
    Gezien levering;
    std::map<int, Modelregistratie> registraties;
  };

  explicit Modelaansluiting(Regels regels) : regels_(std::move(regels)) {}

  proto::Aansluitfase fase = proto::Aansluitfase::aangemeld;
  std::map<int, Modelregistratie> registraties;
  std::map<std::string, Modelrapport> rapporten;  ///< by id: a later one sorts after an earlier one
  std::optional<Gezien> verwerkt;
  std::optional<Gezien> vastgehouden;
  std::vector<Eerder> eerder;           ///< that can be put back, the newest last
  std::optional<std::string> put_back;  ///< of those, the one that is in force again

  static constexpr int kHoudbaar = 7;  ///< days that a held delivery waits

  bool takes_deliveries() const { return fase == proto::Aansluitfase::test || fase == proto::Aansluitfase::productie; }

  /// What becomes of this file; `id` is the one that storage gave.
  Modelverwacht deliver(const Gezien& nu, int vandaag) {
    if (nu.peildag > vandaag) return refuse(Reden::toekomst, nu, {});
    if ((verwerkt && nu.peildag < verwerkt->peildag) || (vastgehouden && nu.peildag < vastgehouden->peildag)) {
      return refuse(Reden::volgorde, nu, {});
    }
    if (same(vastgehouden, nu)) return {Uitkomst::vastgehouden, vastgehouden->id};
    if (same(verwerkt, nu)) {
      if (vastgehouden) rapporten.at(vastgehouden->id).status = Status::vervangen;
      vastgehouden.reset();
      return {Uitkomst::herhaald, verwerkt->id};
    }
    auto aantallen = count_rows(nu.bestand);
    if (aantallen.foutief * 100 > aantallen.rijen * regels_.drempels.fout_percentage) {
      return refuse(Reden::foute_rijen, nu, aantallen);
    }
    const auto na = compare(nu, aantallen, vandaag);
    const bool hold = bewaking_.must_hold({registraties, is_correction(nu)}, na, vandaag);
    rapporten[nu.id] = {nu.peildag, hold ? Status::vastgehouden : Status::verwerkt, aantallen};
    if (vastgehouden) rapporten.at(vastgehouden->id).status = Status::vervangen;
    vastgehouden.reset();
    if (hold) {
      vastgehouden = nu;
      put_off_ends(na, vandaag);
      return {Uitkomst::vastgehouden, {}};
    }
    const bool again = is_correction(nu);
    bewaking_.remember({registraties, again}, na, vandaag);
    put_in_force(nu, na);
    return {again ? Uitkomst::correctie : Uitkomst::verwerkt, {}};
  }

  void release(int vandaag) {
    auto& rapport = rapporten.at(vastgehouden->id);
    const auto na = compare(*vastgehouden, rapport.aantallen, vandaag);
    rapport.status = Status::verwerkt;
    put_in_force(*vastgehouden, na);
    bewaking_.start_anew(registraties, vandaag);
    vastgehouden.reset();
  }
  /// Who matches on that day.
  std::uint64_t in_force(int dag) const { return vish::test::in_force(registraties, dag); }
  bool expired(int vandaag) const { return vastgehouden && vandaag - vastgehouden->ontvangen >= kHoudbaar; }
  void expire() {
    rapporten.at(vastgehouden->id).status = Status::verlopen;
    vastgehouden.reset();
  }
  /// Puts the delivery at that place of `eerder` back, under a new id.
  void roll_back(std::size_t place, const std::string& id, int vandaag) {
    const auto doel = eerder.at(place);
    for (std::size_t undone = place + 1; undone < eerder.size(); ++undone) {
      rapporten.at(eerder[undone].levering.id).status = Status::teruggedraaid;
    }
    rapporten.at(verwerkt->id).status = Status::teruggedraaid;
    eerder.resize(place + 1);
    proto::Aantallen aantallen;
    aantallen.rijen = doel.registraties.size();
    for (const auto& [persoon, regel] : doel.registraties) {
      const auto nu = registraties.find(persoon);
      const bool known = nu != registraties.end();
      ++(!known                                                         ? aantallen.nieuw
         : nu->second.same_contents(regel.regel) && !regel.van_geen_rij ? aantallen.ongewijzigd
                                                                        : aantallen.gewijzigd);
    }
    for (const auto& [persoon, _] : registraties) aantallen.beeindigd += doel.registraties.contains(persoon) ? 0U : 1U;
    registraties = doel.registraties;
    verwerkt = doel.levering;
    verwerkt->id = id;
    put_back = doel.levering.id;
    bewaking_.start_anew(registraties, vandaag);
    rapporten[id] = {doel.levering.peildag, Status::verwerkt, aantallen};
  }
  void reject() {
    rapporten.at(vastgehouden->id).status = Status::afgewezen;
    vastgehouden.reset();
  }
  void move(proto::Aansluitfase to) {
    const bool keeps_nothing = fase == proto::Aansluitfase::test && to == proto::Aansluitfase::productie;
    if (keeps_nothing) {
      rapporten.clear();
      geweigerd_.clear();
    }
    if (to == proto::Aansluitfase::beeindigd && vastgehouden) rapporten.at(vastgehouden->id).status = Status::verlopen;
    if (keeps_nothing || to == proto::Aansluitfase::beeindigd) {
      registraties.clear();
      verwerkt.reset();
      vastgehouden.reset();
      eerder.clear();
      bewaking_ = Modelbewaking(regels_.drempels);
    }
    fase = to;
  }

 private:
  enum class Reden { toekomst, volgorde, foute_rijen };

  void put_in_force(const Gezien& nu, const std::map<int, Modelregistratie>& na) {
    if (verwerkt) {
      std::erase_if(eerder, [&](const Eerder& each) { return each.levering.peildag == verwerkt->peildag; });
      eerder.push_back({*verwerkt, registraties});
    }
    if (eerder.size() > regels_.herstelpunten) eerder.erase(eerder.begin(), eerder.end() - regels_.herstelpunten);
    registraties = na;
    verwerkt = nu;
    put_back.reset();
  }

  /// What is held may put off an end date of the coming week: until it is decided on, that does not pass.
  void put_off_ends(const Modelregistraties& na, int vandaag) {
    const int beyond = vandaag + 9;
    for (auto& [persoon, each] : registraties) {
      const auto then = na.find(persoon);
      if (then == na.end() || !each.regel.eind || *each.regel.eind < vandaag) continue;
      const int until = std::min(then->second.regel.eind.value_or(beyond), beyond);
      if (until <= *each.regel.eind) continue;
      each.regel.eind = until;
      each.van_geen_rij = true;
    }
  }

  static bool same(const std::optional<Gezien>& eerder, const Gezien& nu) {
    return eerder && eerder->peildag == nu.peildag && eerder->bestand == nu.bestand;
  }

  /// Of the same bytes, as far as they were read, and for the same reason: the report of then.
  Modelverwacht refuse(Reden reden, const Gezien& nu, const proto::Aantallen& aantallen) {
    const auto uitkomst = reden == Reden::volgorde ? Uitkomst::volgorde : Uitkomst::geweigerd;
    for (const auto& [eerdere_reden, eerder_gezien] : geweigerd_) {
      const bool same_bytes = reden != Reden::foute_rijen || eerder_gezien.bestand == nu.bestand;
      if (eerdere_reden == reden && eerder_gezien.peildag == nu.peildag && same_bytes) {
        return {uitkomst, eerder_gezien.id};
      }
    }
    geweigerd_.emplace_back(reden, nu);
    while (geweigerd_.front().second.ontvangen + kWeigertermijn < nu.ontvangen) {
      rapporten.erase(geweigerd_.front().second.id);
      geweigerd_.erase(geweigerd_.begin());
    }
    rapporten[nu.id] = {nu.peildag, Status::geweigerd, aantallen};
    return {uitkomst, {}};
  }

  bool skipped(const Modelregel& regel) const {
    const bool early = is_early(regel.fase) && !regels_.vroege_fasen;
    const bool no_test =
        fase == proto::Aansluitfase::test && !regels_.testnummer.at(static_cast<std::size_t>(regel.persoon));
    return early || no_test;
  }

  proto::Aantallen count_rows(const Modelbestand& bestand) const {
    proto::Aantallen result;
    for (const auto& regel : bestand) {
      ++result.rijen;
      if (regel.foutief || regel.persoon < 0) {
        ++result.foutief;
      } else if (skipped(regel)) {
        ++result.overgeslagen;
      }
    }
    return result;
  }

  /// Each person's row that counts.
  std::map<int, Modelregel> rows_that_count(const Gezien& nu, proto::Aantallen& aantallen) const {
    std::map<int, Modelregel> result;
    aantallen.overgeslagen = 0;
    for (const auto& regel : nu.bestand) {
      if (regel.foutief || regel.persoon < 0) continue;
      const auto known = result.find(regel.persoon);
      if (skipped(regel) || (regel.eind && *regel.eind < nu.peildag)) {
        ++aantallen.overgeslagen;
      } else if (known == result.end()) {
        result.emplace(regel.persoon, regel);
      } else {
        ++aantallen.overgeslagen;
        if (regel.start >= known->second.start) known->second = regel;
      }
    }
    return result;
  }

  /// Kept in doubt: what could not be read may put off an end date of the coming week.
  static Modelregistratie kept(Modelregistratie registratie, int vandaag) {
    auto& eind = registratie.regel.eind;
    if (eind && *eind >= vandaag && *eind <= vandaag + 8) {
      eind = vandaag + 9;
      registratie.van_geen_rij = true;
    }
    return registratie;
  }

  std::map<int, Modelregistratie> compare(const Gezien& nu, proto::Aantallen& aantallen, int vandaag) const {
    const auto rijen = rows_that_count(nu, aantallen);
    const auto protects = [&](int persoon) {
      return std::any_of(nu.bestand.begin(), nu.bestand.end(), [&](const Modelregel& regel) {
        return regel.persoon < 0 || (regel.foutief && regel.persoon == persoon);
      });
    };
    aantallen.nieuw = aantallen.gewijzigd = aantallen.ongewijzigd = aantallen.beeindigd = aantallen.niet_beeindigd = 0;
    std::map<int, Modelregistratie> na;
    for (const auto& [persoon, regel] : rijen) {
      const auto oud = registraties.find(persoon);
      const bool known = oud != registraties.end();
      if (known && ends_earlier(regel, oud->second.regel) && protects(persoon)) {
        ++aantallen.ongewijzigd;
        ++aantallen.niet_beeindigd;
        na.emplace(persoon, kept(oud->second, vandaag));
        continue;
      }
      ++(!known ? aantallen.nieuw : oud->second.same_contents(regel) ? aantallen.ongewijzigd : aantallen.gewijzigd);
      na.emplace(persoon, Modelregistratie{regel, nu.peildag});
    }
    for (const auto& [persoon, registratie] : registraties) {
      if (na.contains(persoon)) continue;
      const bool stays = protects(persoon);
      ++(stays ? aantallen.niet_beeindigd : aantallen.beeindigd);
      if (stays) na.emplace(persoon, kept(registratie, vandaag));
    }
    return na;
  }

  static bool ends_earlier(const Modelregel& regel, const Modelregel& than) {
    return regel.eind && (!than.eind || *regel.eind < *than.eind);
  }

  bool is_correction(const Gezien& nu) const { return verwerkt && verwerkt->peildag == nu.peildag; }

  static constexpr int kWeigertermijn = 90;  // days

  Regels regels_;
  Modelbewaking bewaking_{regels_.drempels};
  std::vector<std::pair<Reden, Gezien>> geweigerd_;  ///< refused deliveries whose reports are kept
};

}  // namespace vish::test
