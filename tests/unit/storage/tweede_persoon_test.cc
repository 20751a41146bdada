#include <catch2/catch.hpp>

#include "storage/database/database.h"
#include "storage/database/register_keys.h"
#include "storage/registry/import_check.h"
#include "support/opslag.h"

using namespace vish::test;
using vish::proto::Aansluitfase;
using vish::proto::Instelwijziging;

namespace {

constexpr auto kChange = "aansluiting.change";

Instelwijziging wider(unsigned percentage = 100) {
  Instelwijziging wijziging;
  wijziging.reden = "test";
  wijziging.drempels.afname_percentage = percentage;
  return wijziging;
}

class Bewaakt : public Opslag {
 public:
  Bewaakt() { add_in_productie(); }

  void change(const Instelwijziging& wijziging, const std::string& actor = kEerste) {
    need(store->registry().change_aansluiting(kCode, wijziging, handeling(kChange, actor)));
  }
  const vish::proto::Aansluiting& record() const { return store->stand()->aansluiting(kCode)->aansluiting; }
  using Opslag::waits;
  bool waits(const std::string& act = kChange) const { return waits(act, kCode); }
  std::vector<std::string> outcomes() const {
    std::vector<std::string> result;
    for (const auto& line : need(store->audit().list({.match_id = {}, .na = 0})).regels) {
      result.push_back(told(line));
    }
    return result;
  }
};

}  // namespace

TEST_CASE("a wider threshold in productie waits for the same change by somebody else") {
  Bewaakt opslag;
  opslag.change(wider());
  opslag.change(wider());
  CHECK(opslag.record().drempels.afname_percentage == 10);
  opslag.reopen();
  CHECK(opslag.waits());
  opslag.change(wider(), kTweede);
  CHECK(opslag.record().drempels.afname_percentage == 100);
  CHECK_FALSE(opslag.waits());
  const auto outcomes = opslag.outcomes();
  CHECK(outcomes.back() == "aansluiting.change uitgevoerd");
  CHECK(outcomes.at(outcomes.size() - 2) == "aansluiting.change wachtOpTweedePersoon");
}

TEST_CASE("one certificate under two names is one person, and so is one name with two certificates") {
  Bewaakt opslag;
  const auto change = [&](const std::string& naam, const std::string& vingerafdruk) {
    auto regel = handeling(kChange, naam);
    regel.vingerafdruk = vingerafdruk;
    need(opslag.store->registry().change_aansluiting(kCode, wider(), regel));
    return opslag.record().drempels.afname_percentage;
  };
  CHECK(change(kEerste, "aa") == 10);
  opslag.reopen();
  CHECK(change(kTweede, "aa") == 10);
  CHECK(change(kTweede, "bb") == 10);
  opslag.reopen();
  CHECK(change(kEerste, "bb") == 10);
  CHECK(change(kTweede, "cc") == 100);
}

TEST_CASE("a request of a version that kept no certificate is compared by its name") {
  const vish::proto::Verzoek asked{.handeling = named(kChange), .onderwerp = kCode, .door = kEerste};
  auto other = asked;
  other.vingerafdruk = "aa";
  CHECK(by_same_person(asked, other));
  other.door = kTweede;
  CHECK_FALSE(by_same_person(asked, other));
  const auto json = vish::proto::to_record(asked);
  CHECK(json.find("vingerafdruk") == std::string::npos);
  CHECK(vish::proto::verzoek_from_record(json) == asked);
  CHECK(vish::proto::verzoek_from_record(vish::proto::to_record(other)) == other);
}

TEST_CASE("a request keeps the settings that it asks for in the record of any version") {
  vish::proto::Verzoek asked{.handeling = vish::test::named(kChange), .onderwerp = kCode, .door = kEerste};
  asked.instellingen = wider();
  asked.instellingen->reden.clear();
  asked.instellingen->email = "a@b";
  asked.instellingen->schema.uur = std::chrono::minutes(600);
  const std::string start = R"({"handeling":"aansluiting.change","onderwerp":")" + std::string(kCode) +
                            R"(","door":")" + std::string(kEerste) + R"(","inhoud":)";
  const auto record = start + R"("{\"contact\":{\"email\":\"a@b\"},\"drempels\":{\"afnamePercentage\":100},)" +
                      R"(\"aanleveruur\":\"10:00\"}"})";
  CHECK(vish::proto::to_record(asked) == record);
  CHECK(vish::proto::verzoek_from_record(record) == asked);
  const auto odd = vish::proto::verzoek_from_record(start + R"("{\"aanleveraars\":null}"})");
  REQUIRE(odd.has_value());
  CHECK_FALSE(asks_the_same(*odd, asked));
}

TEST_CASE("another change than was asked for is no agreement, and takes its place") {
  Bewaakt opslag;
  opslag.change(wider(50));
  opslag.change(wider(60), kTweede);
  CHECK(opslag.record().drempels.afname_percentage == 10);
  opslag.change(wider(60), kEerste);
  CHECK(opslag.record().drempels.afname_percentage == 60);
}

TEST_CASE("narrower thresholds and other settings need one person, and void what waits") {
  Bewaakt opslag;
  opslag.change(wider());
  auto narrower = wider(5);
  opslag.change(narrower);
  CHECK(opslag.record().drempels.afname_percentage == 5);
  CHECK_FALSE(opslag.waits());
  opslag.change(wider(), kTweede);
  CHECK(opslag.record().drempels.afname_percentage == 5);
}

TEST_CASE("early phases that count no longer need a second person in productie, and one to count") {
  Bewaakt opslag;
  Instelwijziging wijziging;
  wijziging.reden = "test";
  wijziging.vroege_fasen = true;
  opslag.change(wijziging);
  CHECK(opslag.record().vroege_fasen);
  wijziging.vroege_fasen = false;
  opslag.change(wijziging);
  CHECK(opslag.record().vroege_fasen);
  CHECK(opslag.waits());
  opslag.change(wijziging, kTweede);
  CHECK_FALSE(opslag.record().vroege_fasen);
}

TEST_CASE("suspending needs one person and voids what waits") {
  Bewaakt opslag;
  opslag.change(wider());
  need(opslag.move(Aansluitfase::beeindigd));
  need(opslag.move(Aansluitfase::geschorst));
  CHECK(opslag.store->stand()->verzoeken.empty());
  CHECK(opslag.fase() == Aansluitfase::geschorst);
  opslag.change(wider(), kTweede);
  CHECK(opslag.record().drempels.afname_percentage == 10);
}

TEST_CASE("a confirmation leaves what waits as it is") {
  Bewaakt opslag;
  opslag.change(wider());
  need(opslag.store->registry().confirm_aansluiting(kCode, handeling("aansluiting.confirm")));
  opslag.change(wider(), kTweede);
  CHECK(opslag.record().drempels.afname_percentage == 100);
}

TEST_CASE("fewer than three herstelpunten need a second person in every phase, in test thresholds do not") {
  Opslag opslag;
  opslag.add_in_test();
  auto& registry = opslag.store->registry();
  auto wijziging = wider();
  CHECK(need(registry.change_aansluiting(kCode, wijziging, handeling(kChange))).drempels.afname_percentage == 100);
  wijziging = {};
  wijziging.reden = "test";
  wijziging.herstelpunten = 3;
  CHECK(need(registry.change_aansluiting(kCode, wijziging, handeling(kChange))).herstelpunten == 3);
  wijziging.herstelpunten = 2;
  CHECK(need(registry.change_aansluiting(kCode, wijziging, handeling(kChange))).herstelpunten == 3);
  CHECK(need(registry.change_aansluiting(kCode, wijziging, handeling(kChange, kTweede))).herstelpunten == 2);
}

TEST_CASE("one person brings an aansluiting to productie with the usual guard, two with a wider one") {
  Opslag opslag;
  const auto move = [&](const std::string& code, const std::string& actor) {
    const auto regel = handeling("aansluiting.fase", actor);
    const vish::proto::Fasewisseling step{Aansluitfase::productie, "test", std::nullopt};
    return opslag.store->registry().move_aansluiting(code, step, regel);
  };
  auto record = aansluiting("GM0001");
  record.drempels.eerste_hoogstens = 10'000;
  opslag.add_in_test(record);
  CHECK(move("GM0001", kEerste).error().code == vish::ErrorCode::conflict);
  need(opslag.deliver(dag(1), dagbestand(std::vector<vish::proto::Bsn>()), "GM0001"));
  CHECK(need(move("GM0001", kEerste)).fase == Aansluitfase::productie);

  record = aansluiting("GM0002");
  record.drempels.netto_afname_percentage = 26;
  opslag.add_in_test(record);
  CHECK(move("GM0002", kEerste).error().code == vish::ErrorCode::conflict);
  CHECK(opslag.store->stand()->verzoeken.empty());
  need(opslag.deliver(dag(1), dagbestand(std::vector<vish::proto::Bsn>()), "GM0002"));
  CHECK(need(move("GM0002", kEerste)).fase == Aansluitfase::test);
  CHECK(need(move("GM0002", kEerste)).fase == Aansluitfase::test);
  opslag.reopen();
  CHECK(need(move("GM0002", kTweede)).fase == Aansluitfase::productie);
  CHECK(opslag.store->stand()->verzoeken.empty());
}

TEST_CASE("a request is withdrawn, and then nobody can agree to it") {
  Bewaakt opslag;
  opslag.change(wider());
  auto& registry = opslag.store->registry();
  CHECK(need(registry.withdraw(named(kChange), kCode, handeling("verzoek.withdraw"))).door == kEerste);
  CHECK(registry.withdraw(named(kChange), kCode, handeling("verzoek.withdraw")).error().code ==
        vish::ErrorCode::missing);
  opslag.change(wider(), kTweede);
  CHECK(opslag.record().drempels.afname_percentage == 10);
}

TEST_CASE("a file of the registry that loosens waits whole, and any other change voids it") {
  Bewaakt opslag;
  auto& registry = opslag.store->registry();
  const auto import = [&](unsigned percentage, const std::string& actor) {
    const auto stand = opslag.store->stand();
    auto bestand = vish::storage::registerbestand(*stand);
    bestand.aansluitingen.front().drempels.afname_percentage = percentage;
    bestand.organisaties.front().naam = "Andere naam";
    need(registry.import_bestand(bestand, vish::storage::registry_fingerprint(*stand),
                                 handeling("register.import", actor)));
  };
  import(100, kEerste);
  CHECK(opslag.record().drempels.afname_percentage == 10);
  CHECK(opslag.store->stand()->organisaties.begin()->second.naam != "Andere naam");
  need(registry.change_organisatie(kGemeente.text(), {"test", "Nieuwe naam", {}}, handeling("organisatie.change")));
  import(100, kTweede);
  CHECK(opslag.record().drempels.afname_percentage == 10);
  import(100, kEerste);
  CHECK(opslag.record().drempels.afname_percentage == 100);
  CHECK(opslag.store->stand()->verzoeken.empty());
  import(5, kEerste);
  CHECK(opslag.record().drempels.afname_percentage == 5);
}

TEST_CASE("what leaves nobody waits for a second person, also on the way back") {
  Bewaakt opslag;
  const auto first = need(opslag.deliver(dag(2), dagbestand(std::vector<vish::proto::Bsn>()))).rapport;
  const auto people = personen(5);
  need(opslag.deliver(dag(3), dagbestand(people)));
  const auto held = need(opslag.deliver(dag(4), dagbestand(std::vector<vish::proto::Bsn>()))).rapport;
  REQUIRE(held.status == vish::proto::Aanleverstatus::vastgehouden);
  CHECK(need(opslag.release(held.aanlevering_id, kEerste)).status == vish::proto::Aanleverstatus::vastgehouden);
  need(opslag.release(held.aanlevering_id, kEerste));
  CHECK(opslag.count(people) == people.size());
  need(opslag.rollback(first.aanlevering_id, kEerste));
  CHECK(opslag.count(people) == people.size());
  need(opslag.rollback(first.aanlevering_id, kTweede));
  CHECK(opslag.count(people) == 0);
  CHECK(opslag.store->stand()->verzoeken.empty());
}

TEST_CASE("a request of an earlier version waits on as before") {
  Bewaakt opslag;
  const auto record = opslag.record();
  opslag.close();
  {
    auto database = need(vish::storage::Database::open(opslag.options()));
    auto json = vish::proto::to_record(record);
    json.insert(json.size() - 1, R"(,"beeindigingDoor":")" + kEerste + "\"");
    need(database->write(
        {{vish::storage::Cf::registers, vish::storage::register_key(vish::storage::kAansluiting, kCode), json}}, true));
  }
  opslag.open();
  REQUIRE(opslag.waits("aansluiting.end"));
  need(opslag.move(Aansluitfase::beeindigd));
  CHECK(opslag.fase() == Aansluitfase::productie);
  opslag.reopen();
  need(
      opslag.store->registry().withdraw(vish::proto::Handeling::aansluiting_end, kCode, handeling("verzoek.withdraw")));
  opslag.reopen();
  CHECK_FALSE(opslag.waits("aansluiting.end"));
}
