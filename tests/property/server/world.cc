#include "world.h"

#include <array>
#include <iterator>
#include <utility>

namespace vish::test {

using proto::Aansluitfase;

proto::Oin oin_on_kvk(int number) { return *proto::Oin::parse("00000003" + kvk(number).text() + "0000"); }
proto::KvkNummer kvk(int number) { return *proto::KvkNummer::parse(std::to_string(12'345'670 + number)); }

World::World(std::uint64_t seed, int today) : toeval_(seed), today_(today), pool_(personen(kTestnummers)) {
  const auto others = personen(kPool - kTestnummers, 123'450'000);
  pool_.insert(pool_.end(), others.begin(), others.end());
  for (const auto fase : {Aansluitfase::aangemeld, Aansluitfase::test, Aansluitfase::test, Aansluitfase::test,
                          Aansluitfase::test, Aansluitfase::test}) {
    connect(fase);
  }
  for (const auto fase : {Aansluitfase::test, Aansluitfase::productie, Aansluitfase::productie}) add_bevrager(fase);
}

std::string World::step() {
  struct Change {
    int weight;
    const char* name;
    std::function<void()> make;
  };
  const std::array<Change, 12> changes{{{30, "a delivery", [this] { deliver(); }},
                                        {8, "a decision", [this] { decide(); }},
                                        {8, "a rollback", [this] { roll_back(); }},
                                        {10, "a move", [this] { move(); }},
                                        {2, "an end", [this] { end(); }},
                                        {4, "another toonFase", [this] { toggle_toon_fase(); }},
                                        {6, "a move of a bevrager", [this] { move_bevrager(); }},
                                        {8, "other partners", [this] { change_partners(); }},
                                        {12, "another day", [this] { ++today_; }},
                                        {3, "a change of keys", [this] { change_keys(); }},
                                        {2, "a restart", [this] { opslag_.reopen(); }},
                                        {1, "a connection", [this] {
                                           if (bronnen_.size() < 9) connect(Aansluitfase::aangemeld);
                                         }}}};
  int sum = 0;
  for (const auto& change : changes) sum += change.weight;
  int left = toeval_.number(1, sum);
  const auto* chosen = changes.begin();
  while (left > chosen->weight) left -= (chosen++)->weight;
  chosen->make();
  return chosen->name;
}

World::Place World::pick() {
  return std::next(bronnen_.begin(), toeval_.number(0, static_cast<int>(bronnen_.size()) - 1));
}

void World::connect(Aansluitfase fase) {
  const auto owner = oin(++parties_);
  const auto code = "GM" + std::to_string(1000 + parties_);
  const auto naam = "Gemeente " + std::to_string(parties_);
  need(opslag_.store->registry().add({owner, naam, proto::Organisatiesoort::gemeente, moment(1)},
                                     handeling("organisatie.add")));
  auto record = aansluiting(code);
  record.organisatie = owner;
  record.contact = {"tel " + code, code + "@voorbeeld.nl"};
  record.toon_fase = toeval_.one_in(2);
  record.vroege_fasen = toeval_.one_in(3);
  record.herstelpunten = static_cast<unsigned>(toeval_.number(0, 4));
  if (!toeval_.one_in(3)) record.drempels = {50, 100, 0, 100};
  std::vector<bool> test_numbers(kPool);
  std::fill_n(test_numbers.begin(), kTestnummers, true);
  Modelaansluiting model({record.drempels, record.vroege_fasen, record.herstelpunten, std::move(test_numbers)});
  const Bron bron{naam, record.contact, record.toon_fase, ++places_, std::move(model)};
  bronnen_.emplace(code, bron);
  if (fase == Aansluitfase::aangemeld) {
    need(opslag_.store->registry().add(std::move(record), handeling("aansluiting.add")));
  } else {
    opslag_.add_in_test(std::move(record));
    bronnen_.at(code).model.fase = Aansluitfase::test;
  }
}

void World::deliver() {
  const auto at = pick();
  auto& model = at->second.model;
  if (!model.takes_deliveries()) return;
  auto file = toeval_.next_file(model, today_);
  auto opdracht = opslag_.opdracht(dag(file.peildag), at->first);
  opdracht.vandaag = dag(today_);
  opdracht.door = opslag_.store->stand()->aansluiting(at->first)->aansluiting.organisatie;
  const auto result = need(opslag_.deliver(opdracht, text_of(file.bestand, pool_)));
  file.id = result.rapport.aanlevering_id;
  model.deliver(file, today_);
}

void World::decide() {
  const auto at = pick();
  auto& model = at->second.model;
  if (!model.vastgehouden || !model.takes_deliveries()) return deliver();
  const auto id = model.vastgehouden->id;
  auto& leveringen = opslag_.store->leveringen();
  if (toeval_.one_in(4)) {
    need(leveringen.reject(id, handeling("aanlevering.reject")));
    model.reject();
  } else {
    by_two(id, "aanlevering.release", [&](const auto& regel) { return leveringen.release(id, dag(today_), regel); });
    model.release(today_);
  }
}

void World::roll_back() {
  const auto at = pick();
  auto& model = at->second.model;
  if (model.eerder.empty() || model.fase == Aansluitfase::beeindigd) return deliver();
  const auto place = static_cast<std::size_t>(toeval_.number(0, static_cast<int>(model.eerder.size()) - 1));
  const auto id = model.eerder[place].levering.id;
  if (model.put_back == id) return deliver();
  const auto rapport = by_two(id, "aanlevering.rollback", [&](const auto& regel) {
    return opslag_.store->leveringen().rollback(id, dag(today_), regel);
  });
  model.roll_back(place, rapport.aanlevering_id, today_);
}

void World::move() {
  const auto at = pick();
  auto& [code, bron] = *at;
  if (bron.model.fase == Aansluitfase::beeindigd) return deliver();
  if (bron.model.fase == Aansluitfase::test && !bron.model.verwerkt) return deliver();
  const auto next = bron.model.fase == Aansluitfase::aangemeld   ? Aansluitfase::test
                    : bron.model.fase == Aansluitfase::productie ? Aansluitfase::geschorst
                                                                 : Aansluitfase::productie;
  if (bron.model.fase == Aansluitfase::test) bron.place = ++places_;
  need(opslag_.move(next, code));
  bron.model.move(next);
}

void World::end() {
  const auto at = pick();
  if (at->second.model.fase == Aansluitfase::beeindigd) return;
  opslag_.end(at->first);
  at->second.model.move(Aansluitfase::beeindigd);
  connect(Aansluitfase::test);
}

void World::toggle_toon_fase() {
  const auto at = pick();
  if (at->second.model.fase == Aansluitfase::beeindigd) return;
  at->second.toon_fase = !at->second.toon_fase;
  proto::Instelwijziging wijziging;
  wijziging.reden = "test";
  wijziging.toon_fase = at->second.toon_fase;
  need(opslag_.store->registry().change_aansluiting(at->first, wijziging, handeling("aansluiting.change")));
}

void World::move_to(const std::string& oin, Aansluitfase fase) {
  auto& registry = opslag_.store->registry();
  const auto move_as = [&](const std::string& actor) {
    need(registry.move_bevrager(oin, {fase, "test", std::nullopt}, handeling("bevrager.fase", actor)));
  };
  if (fase == Aansluitfase::productie) {
    need(opslag_.store->audit().append_and_wait({{handeling("bevraging", oin)}, proto::Oin::parse(oin)}));
  }
  move_as(kEerste);
  if (fase == Aansluitfase::beeindigd) move_as(kTweede);
  bevragers_.at(oin) = fase;
}

void World::add_bevrager(Aansluitfase fase) {
  const auto party = oin(++parties_);
  need(opslag_.store->registry().add({party, "Deurwaarder", proto::Organisatiesoort::gerechtsdeurwaarder, moment(1)},
                                     handeling("organisatie.add")));
  proto::Bevrager record{party, "", Aansluitfase::aangemeld, dag(1), moment(1), {}};
  need(opslag_.store->registry().add(std::move(record), handeling("bevrager.add")));
  bevragers_.emplace(party.text(), Aansluitfase::aangemeld);
  if (fase == Aansluitfase::aangemeld) return;
  move_to(party.text(), Aansluitfase::test);
  if (fase == Aansluitfase::productie) move_to(party.text(), Aansluitfase::productie);
}

void World::move_bevrager() {
  const auto at = std::next(bevragers_.begin(), toeval_.number(0, static_cast<int>(bevragers_.size()) - 1));
  const auto fase = at->second;
  if (fase == Aansluitfase::beeindigd) return;
  if (toeval_.one_in(8)) {
    move_to(at->first, Aansluitfase::beeindigd);
    return add_bevrager(toeval_.one_in(2) ? Aansluitfase::productie : Aansluitfase::test);
  }
  move_to(at->first, fase == Aansluitfase::aangemeld   ? Aansluitfase::test
                     : fase == Aansluitfase::productie ? Aansluitfase::geschorst
                                                       : Aansluitfase::productie);
}

void World::change_keys() {
  const auto soort = toeval_.one_in(3) ? storage::Sleutelsoort::zegel : storage::Sleutelsoort::index;
  if (opslag_.rotate(soort, moment(today_))) return;
  // There are as many as there may be: those that nobody needs go.
  for (const auto& each : need(opslag_.store->sleutels().list(moment(today_)))) {
    const bool needed = each.sleutel.vernietigd_op || each.huidig || each.herverzegelen || each.in_use();
    if (!needed) need(opslag_.destroy(std::string(to_text(each.sleutel))));
  }
}

void World::change_partners() {
  auto& registry = opslag_.store->registry();
  if (!partners_.empty() && toeval_.one_in(2)) {
    const auto at = std::next(partners_.begin(), toeval_.number(0, static_cast<int>(partners_.size()) - 1));
    auto& partner = at->second;
    if (partner.until && *partner.until <= today_) return;
    need(registry.end_convenantpartner(at->first, dag(today_), handeling("convenant.end")));
    if (partner.from > today_) {
      partners_.erase(at);
    } else {
      partner.until = today_;
    }
    return;
  }
  Partner partner{{}, today_ + toeval_.number(-6, 4), {}};
  if (!toeval_.one_in(3)) partner.until = partner.from + toeval_.number(0, 6);
  proto::Convenantpartner record{"", "Schuldeiser", {}, {}, dag(partner.from), {}};
  if (partner.until) record.einddatum = dag(*partner.until);
  for (int i = toeval_.number(0, 2); i > 0; --i) record.oins.push_back(oin(toeval_.number(50, 55)));
  if (toeval_.one_in(3)) record.oins.push_back(oin_on_kvk(toeval_.number(0, 9)));
  for (int i = toeval_.number(record.oins.empty() ? 1 : 0, 2); i > 0; --i) {
    record.kvk_nummers.push_back(kvk(toeval_.number(0, 9)));
  }
  for (const auto& each : record.kvk_nummers) partner.numbers.push_back(each.text());
  for (const auto& each : record.oins) partner.numbers.push_back(each.text());
  auto added = registry.add(std::move(record), handeling("convenantpartner.add"));
  // A creditor is bound by one partner at a time.
  if (!added && added.error().code == ErrorCode::conflict) return;
  partners_.emplace(need(std::move(added)).convenantpartner_id, std::move(partner));
}

}  // namespace vish::test
