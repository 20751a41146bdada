#include <catch2/catch.hpp>
#include <iostream>

#include "model.h"
#include "support/keys_on_disk.h"
#include "support/opslag.h"
#include "support/seed.h"
#include "toeval.h"

using namespace vish::test;
using vish::proto::Aansluitfase;
using vish::proto::Fase;

namespace {

constexpr int kTestnummers = 50;

/// What is found of one registration, in words that can be compared and shown.
using Seen = std::vector<std::string>;

std::string words(const std::string& code, vish::Datum peildatum, vish::Datum start, Fase fase,
                  const std::string& kenmerk) {
  return code + " " + peildatum.text() + " " + start.text() + " " + std::string(to_text(fase)) + " " + kenmerk;
}

class World {
 public:
  explicit World(std::uint64_t seed) : toeval_(seed) {
    pool_ = personen(kTestnummers);
    const auto others = personen(kPool - kTestnummers, 123'450'000);
    pool_.insert(pool_.end(), others.begin(), others.end());
    for (int i = 0; i < 4; ++i) connect();
  }

  void step() {
    if (toeval_.one_in(12)) ++today_;
    if (toeval_.one_in(40)) {
      today_ += Modelaansluiting::kHoudbaar;
      if (toeval_.one_in(2)) return expire();
    }
    const auto code = pick_code();
    const int choice = toeval_.number(0, 99);
    if (choice < 60) return deliver(code);
    if (choice < 67) return decide(code, true);
    if (choice < 71) return decide(code, false);
    if (choice < 77) return roll_back(code);
    if (choice < 81) return expire();
    if (choice < 90) return move(code);
    if (choice < 92) return end(code);
    if (choice < 94) return abandon(code);
    if (choice < 96) return rotate();
    if (choice < 98) return destroy_key();
    opslag_.reopen();
    done_ = "reopen";
  }

  void compare() {
    INFO("after: " << done_);
    for (const bool productie : {false, true}) {
      for (const int vandaag : {today_ - 6, today_, today_ + 6}) compare_answers(productie, vandaag);
    }
    for (const auto& [code, model] : models_) {
      const bool rests = model.fase == Aansluitfase::beeindigd && !toeval_.one_in(20);
      if (!rests) compare_standing(code, model);
    }
    INFO(newest_acts());
    CHECK(opslag_.store->audit().size() == audit_lines_);
    compare_keys();
  }

  /// What the newest lines of the audit log tell of.
  std::string newest_acts() const {
    vish::storage::Auditvraag vraag;
    vraag.limiet = 4;
    vraag.nieuwste_eerst = true;
    std::string text = "newest lines:";
    for (const auto& line : need(opslag_.store->audit().list(vraag)).regels) {
      text += " " + told(line);
    }
    return text;
  }

  /// Everybody ended: then nothing of anybody is left on the disk.
  void end_all() {
    for (const auto& [code, model] : models_) {
      if (model.fase != Aansluitfase::beeindigd) opslag_.end(code);
    }
    opslag_.close();
    const KeysOnDisk keys(opslag_.options());
    CHECK(keys.count(vish::storage::Cf::registraties) == 0);
    CHECK(keys.count(vish::storage::Cf::verzamelingen) == 0);
    CHECK(keys.count(vish::storage::Cf::vastgehouden) == 0);
  }

  int rotations() const { return rotations_; }
  int destroyed() const { return destroyed_; }
  int rollbacks() const { return rollbacks_; }
  int expiries() const { return expiries_; }
  /// How often each became of a delivery.
  const std::map<vish::storage::Leveruitkomst, int>& outcomes() const { return outcomes_; }

 private:
  std::string pick_code() {
    auto at = models_.begin();
    std::advance(at, toeval_.number(0, static_cast<int>(models_.size()) - 1));
    while (at->second.fase == Aansluitfase::beeindigd) {
      if (++at == models_.end()) at = models_.begin();
    }
    return at->first;
  }

  void connect() {
    const auto code = "GM" + std::to_string(1000 + models_.size());
    auto record = aansluiting(code);
    record.drempels = std::array<vish::proto::Drempels, 3>{
        {{5, 10, 10}, {20, 10, 2, 60, 50, 8, 30}, {50, 0, 0, 100}}}[models_.size() % 3];
    record.vroege_fasen = toeval_.one_in(3);
    record.herstelpunten = std::array{7U, 3U, 1U, 0U}[models_.size() % 4];
    std::vector<bool> test_numbers(kPool);
    for (int i = 0; i < kTestnummers; ++i) test_numbers[static_cast<std::size_t>(i)] = true;
    Modelaansluiting model({record.drempels, record.vroege_fasen, record.herstelpunten, std::move(test_numbers)});
    opslag_.add_in_test(record);
    model.fase = Aansluitfase::test;
    models_.emplace(code, std::move(model));
    audit_lines_ += 2;
  }

  vish::storage::Leveropdracht opdracht(const std::string& code, int peildag) const {
    auto result = opslag_.opdracht(dag(peildag), code);
    result.vandaag = dag(today_);
    result.ontvangen_op = moment(today_);
    return result;
  }

  void deliver(const std::string& code) {
    auto& model = models_.at(code);
    auto file = toeval_.next_file(model, today_);
    if (cannot_tell(code, file)) return;
    done_ = "delivery for " + code + " of day " + std::to_string(file.peildag) + ", today " + std::to_string(today_);
    INFO(done_);
    const auto result = opslag_.deliver(opdracht(code, file.peildag), text_of(file.bestand, pool_));
    if (!model.takes_deliveries()) {
      REQUIRE(result.has_error());
      CHECK(result.error().code == vish::ErrorCode::forbidden);
      return;
    }
    file.id = need(result).rapport.aanlevering_id;
    file.ontvangen = today_;
    const bool is_new = !model.rapporten.contains(file.id);
    const bool waited = model.vastgehouden.has_value();
    const auto expected = model.deliver(file, today_);
    const bool dismissed = expected.uitkomst == vish::storage::Leveruitkomst::herhaald && waited;
    CHECK(result->uitkomst == expected.uitkomst);
    ++outcomes_[result->uitkomst];
    CHECK(result->rapport.aanlevering_id == expected.id.value_or(file.id));
    compare_report(result->rapport, model.rapporten.at(file.id));
    audit_lines_ += (is_new ? 1U : 0U) + (dismissed ? 1U : 0U);
  }

  /// Who is on a faulty row cannot be told from among the persons under another key by which a correction is judged.
  bool cannot_tell(const std::string& code, const Modelaansluiting::Gezien& file) const {
    const auto state = opslag_.store->stand()->aansluiting(code);
    const auto& punt = state->levering.uitgangspunt;
    return punt && punt->sleutels != state->levering.sleutels && state->levering.peildatum == dag(file.peildag) &&
           std::ranges::any_of(file.bestand, [](const auto& each) { return each.foutief; }) &&
           (punt->sleutels.size() + state->levering.sleutels.size() > 2 ||
            punt->sleutels.front().sleutel != state->levering.sleutels.front().sleutel);
  }

  void decide(const std::string& code, bool release) {
    auto& model = models_.at(code);
    if (!model.vastgehouden) return deliver(code);
    const auto id = model.vastgehouden->id;
    done_ = (release ? "release for " : "reject for ") + code;
    const auto vandaag = dag(today_);
    auto& leveringen = opslag_.store->leveringen();
    const auto preview = leveringen.preview_release(id, moment(today_), vandaag);
    const auto release_now = [&] {
      return by_two(id, act("aanlevering.release"),
                    [&](const auto& regel) { return leveringen.release(id, vandaag, regel); });
    };
    const auto reject_now = [&] { return leveringen.reject(id, act("aanlevering.reject")); };
    if (model.expired(today_) || (release && !model.takes_deliveries())) {
      CHECK((release ? release_now() : reject_now()).has_error());
      return;
    }
    const auto before = model.registraties.size();
    const auto rapport = need(release ? release_now() : reject_now());
    release ? model.release(today_) : model.reject();
    compare_report(rapport, model.rapporten.at(id));
    if (release) {
      CHECK(need(preview).aantallen == rapport.aantallen);
      CHECK(preview->registraties_voor == before);
      CHECK(preview->registraties_na == model.registraties.size());
    }
    ++audit_lines_;
    CHECK(release_now().has_error());
  }

  /// By a second person too, where the first has to wait for one.
  template <class Act>
  vish::Stored<vish::proto::Aanleverrapport> by_two(const std::string& id, vish::proto::Auditregel regel,
                                                    const Act& act) {
    auto done = act(regel);
    if (!done || opslag_.store->stand()->verzoek(regel.handeling, id) == nullptr) return done;
    ++audit_lines_;
    regel.actor = kTweede;
    return act(regel);
  }

  vish::proto::Auditregel act(const std::string& name) const {
    auto line = handeling(name);
    line.tijdstip = moment(today_);
    return line;
  }

  void roll_back(const std::string& code) {
    auto& model = models_.at(code);
    if (model.rapporten.empty()) return deliver(code);
    auto& leveringen = opslag_.store->leveringen();
    const auto roll_back_to = [&](const std::string& id) {
      return by_two(id, act("aanlevering.rollback"),
                    [&](const auto& regel) { return leveringen.rollback(id, dag(today_), regel); });
    };
    if (model.eerder.empty() || toeval_.one_in(6)) {
      auto any = model.rapporten.begin();
      std::advance(any, toeval_.number(0, static_cast<int>(model.rapporten.size()) - 1));
      const bool possible = model.fase != Aansluitfase::beeindigd &&
                            std::any_of(model.eerder.begin(), model.eerder.end(),
                                        [&](const auto& each) { return each.levering.id == any->first; });
      if (possible) return deliver(code);
      done_ = "impossible rollback for " + code;
      CHECK(roll_back_to(any->first).has_error());
      return;
    }
    const auto place = static_cast<std::size_t>(toeval_.number(0, static_cast<int>(model.eerder.size()) - 1));
    const auto id = model.eerder[place].levering.id;
    done_ = "rollback for " + code + " by " + std::to_string(model.eerder.size() - place);
    INFO(done_);
    const bool other_keys = !same_key(opslag_.store->stand()->aansluiting(code)->levering, id);
    const auto rolled_back = roll_back_to(id);
    if (model.put_back == id) {
      CHECK(rolled_back.has_error());
      return;
    }
    const auto rapport = need(rolled_back);
    CHECK(rapport.herstel_van == id);
    model.roll_back(place, rapport.aanlevering_id, today_);
    if (other_keys) take_counts(rapport, model.rapporten.at(rapport.aanlevering_id));
    compare_report(rapport, model.rapporten.at(rapport.aanlevering_id));
    ++audit_lines_;
    ++rollbacks_;
  }

  /// Whether all persons now and after the delivery to put back stand under one key.
  static bool same_key(const vish::storage::DeliveryState& levering, const std::string& id) {
    const auto punt = std::find_if(levering.herstelpunten.begin(), levering.herstelpunten.end(),
                                   [&](const auto& each) { return each.aanlevering_id == id; });
    if (levering.sleutels.empty() || punt->sleutels.empty()) return true;
    return levering.sleutels.size() == 1 && punt->sleutels.size() == 1 &&
           levering.sleutels.front().sleutel == punt->sleutels.front().sleutel;
  }

  /// Who is who under two keys nobody can tell without a file: everybody who
  /// changes key counts as new and as ended.
  static void take_counts(const vish::proto::Aanleverrapport& rapport, Modelrapport& expected) {
    const auto& aantallen = rapport.aantallen;
    CHECK(aantallen.nieuw + aantallen.gewijzigd + aantallen.ongewijzigd == aantallen.rijen);
    CHECK(aantallen.nieuw >= expected.aantallen.nieuw);
    CHECK(aantallen.nieuw - expected.aantallen.nieuw == aantallen.beeindigd - expected.aantallen.beeindigd);
    expected.aantallen = aantallen;
  }

  void rotate() {
    const auto soort = toeval_.one_in(4)   ? vish::storage::Sleutelsoort::audit
                       : toeval_.one_in(3) ? vish::storage::Sleutelsoort::zegel
                                           : vish::storage::Sleutelsoort::index;
    done_ = "new key of kind " + std::string(to_text(soort));
    INFO(done_);
    const auto keys = need(opslag_.store->sleutels().list(moment(today_)));
    const auto live = std::count_if(keys.begin(), keys.end(), [&](const auto& each) {
      return each.sleutel.soort == soort && !each.sleutel.vernietigd_op;
    });
    const auto rotated = opslag_.rotate(soort, moment(today_));
    if (live >= static_cast<std::ptrdiff_t>(vish::storage::Sleutels::kMostLive)) {
      CHECK(rotated.has_error());
      return;
    }
    CHECK(need(rotated).huidig);
    ++audit_lines_;
    ++rotations_;
  }

  void destroy_key() {
    if (toeval_.one_in(2)) CHECK(opslag_.store->sleutels().wait_until_resealed(std::chrono::seconds(30)));
    for (const auto& each : need(opslag_.store->sleutels().list(moment(today_)))) {
      const auto naam = to_text(each.sleutel);
      done_ = "end of key " + naam;
      INFO(done_);
      // What is being re-sealed may be done in between.
      if (each.sleutel.vernietigd_op || each.herverzegelen) continue;
      const auto asked = opslag_.destroy(naam, kEerste, moment(today_));
      CHECK(asked.has_value() == !each.in_use());
      if (!asked) continue;
      need(opslag_.destroy(naam, kTweede, moment(today_)));
      audit_lines_ += 2;
      ++destroyed_;
    }
  }

  void compare_keys() {
    std::size_t registered = 0;
    for (const auto& [code, model] : models_) registered += model.registraties.size();
    std::size_t under_keys = 0;
    for (const auto& each : need(opslag_.store->sleutels().list(moment(today_)))) under_keys += each.registraties;
    CHECK(under_keys == registered);
  }

  void expire() {
    done_ = "expire, today " + std::to_string(today_);
    const auto expired = need(opslag_.store->leveringen().expire(moment(today_)));
    std::size_t expected = 0;
    for (auto& [code, model] : models_) {
      if (!model.expired(today_)) continue;
      ++expected;
      model.expire();
    }
    CHECK(expired.size() == expected);
    audit_lines_ += expected;
    expiries_ += static_cast<int>(expected);
  }

  void move(const std::string& code) {
    auto& model = models_.at(code);
    const auto next = model.fase == Aansluitfase::productie ? Aansluitfase::geschorst : Aansluitfase::productie;
    done_ = "move of " + code + " to " + std::string(to_text(next));
    INFO(done_);
    const bool allowed = model.fase != Aansluitfase::test || model.verwerkt;
    const auto moved = opslag_.move(next, code);
    REQUIRE(moved.has_value() == allowed);
    if (!allowed) return;
    model.move(next);
    ++audit_lines_;
  }

  void end(const std::string& code) {
    done_ = "end of " + code;
    auto& model = models_.at(code);
    opslag_.end(code);
    model.move(Aansluitfase::beeindigd);
    audit_lines_ += 2;
    connect();
  }

  void abandon(const std::string& code) {
    auto& model = models_.at(code);
    if (!model.takes_deliveries()) return deliver(code);
    done_ = "abandoned delivery for " + code;
    const auto text = text_of(toeval_.make_file(model, today_), pool_);
    auto started = need(opslag_.store->leveringen().start(opdracht(code, today_)));
    started->feed(std::string_view(text).substr(0, text.size() / 2));
  }

  bool visible(const Modelaansluiting& model, bool productie) const {
    if (!productie) return model.fase == Aansluitfase::test;
    return model.fase == Aansluitfase::productie || model.fase == Aansluitfase::geschorst;
  }

  void compare_answers(bool productie, int vandaag) {
    std::vector<Seen> expected(pool_.size());
    for (const auto& [code, model] : models_) {
      if (!visible(model, productie)) continue;
      for (const auto& [person, each] : model.registraties) {
        if (each.regel.eind && *each.regel.eind < vandaag) continue;
        expected[static_cast<std::size_t>(person)].push_back(
            words(code, dag(each.peildag), dag(each.regel.start), each.regel.fase, each.regel.kenmerk));
      }
    }
    const auto answers = need(opslag_.store->index().look().find(pool_, {productie, dag(vandaag)}));
    std::vector<Seen> seen(pool_.size());
    for (std::size_t person = 0; person < answers.size(); ++person) {
      for (const auto& found : answers[person]) {
        seen[person].push_back(words(found.aansluiting->aansluiting.code.text(), found.peildatum, found.startdatum,
                                     found.fase, found.kenmerk));
      }
      std::sort(seen[person].begin(), seen[person].end());
      std::sort(expected[person].begin(), expected[person].end());
    }
    INFO((productie ? "productie" : "test") << " on day " << vandaag);
    CHECK(seen == expected);
  }

  void compare_standing(const std::string& code, const Modelaansluiting& model) {
    INFO(code);
    const auto standing = opslag_.store->stand()->aansluiting(code);
    REQUIRE(standing);
    CHECK(standing->aansluiting.fase == model.fase);
    CHECK(standing->levering.aantal == model.registraties.size());
    for (const int later : {0, 1, 6})
      CHECK(van_kracht(standing->levering, dag(today_ + later)) == model.in_force(today_ + later));
    CHECK(standing->levering.vastgehouden.has_value() == model.vastgehouden.has_value());
    const auto newest =
        need(opslag_.store->leveringen().list({.aansluitcode = code, .status = {}, .na = {}, .limiet = 5})).rapporten;
    CHECK(newest.size() == std::min<std::size_t>(5, model.rapporten.size()));
    auto expected = model.rapporten.rbegin();
    for (const auto& rapport : newest) {
      CHECK(rapport.aanlevering_id == expected->first);
      compare_report(rapport, expected->second);
      ++expected;
    }
    compare_report_of_day(code, model, today_ - toeval_.number(0, 3));
  }

  void compare_report_of_day(const std::string& code, const Modelaansluiting& model, int peildag) {
    std::optional<std::string> expected;
    for (const auto& [id, rapport] : model.rapporten) {
      const bool processed = rapport.status == vish::proto::Aanleverstatus::verwerkt;
      const bool better =
          !expected || processed || model.rapporten.at(*expected).status != vish::proto::Aanleverstatus::verwerkt;
      if (rapport.peildag == peildag && better) expected = id;
    }
    if (model.verwerkt && model.verwerkt->peildag == peildag) expected = model.verwerkt->id;
    const auto found = need(opslag_.store->leveringen().find(code, dag(peildag)));
    REQUIRE(found.has_value() == expected.has_value());
    if (found) CHECK(found->aanlevering_id == *expected);
  }

  static void compare_report(const vish::proto::Aanleverrapport& rapport, const Modelrapport& expected) {
    CHECK(to_text(rapport.status) == to_text(expected.status));
    CHECK(rapport.peildatum == dag(expected.peildag));
    const auto numbers = [](const vish::proto::Aantallen& a) {
      return std::vector{a.rijen,       a.nieuw,        a.gewijzigd, a.beeindigd,
                         a.ongewijzigd, a.overgeslagen, a.foutief,   a.niet_beeindigd};
    };
    CHECK(numbers(rapport.aantallen) == numbers(expected.aantallen));
  }

  Toeval toeval_;
  Opslag opslag_;
  std::vector<vish::proto::Bsn> pool_;
  std::map<std::string, Modelaansluiting> models_;
  std::uint64_t audit_lines_ = 2;
  std::map<vish::storage::Leveruitkomst, int> outcomes_;
  int rollbacks_ = 0;
  int rotations_ = 0;
  int destroyed_ = 0;
  int expiries_ = 0;
  int today_ = 1;
  std::string done_;
};

}  // namespace

TEST_CASE("after every step storage answers as the plain model of the product does") {
  const auto first = seed();
  const int runs = full() ? 40 : 3;
  const int steps = full() ? 2500 : 250;
  std::cout << "VISH_SEED=" << first << ": " << runs << " runs of " << steps << " steps\n";
  int rollbacks = 0;
  int rotations = 0;
  int destroyed = 0;
  int expiries = 0;
  for (int run = 0; run < runs; ++run) {
    World world(first + static_cast<std::uint64_t>(run));
    for (int step = 0; step < steps; ++step) {
      INFO("VISH_SEED=" << first << " run " << run << " step " << step);
      world.step();
      world.compare();
    }
    CHECK(world.outcomes().size() == 6);
    rollbacks += world.rollbacks();
    rotations += world.rotations();
    destroyed += world.destroyed();
    expiries += world.expiries();
    world.end_all();
  }
  CHECK(rollbacks > 0);
  // A short run may be without.
  if (full()) CHECK(expiries > 0);
  CHECK(rotations > 0);
  if (full()) CHECK(destroyed > 0);
  std::cout << rotations << " rotations, " << destroyed << " keys destroyed, " << rollbacks << " rollbacks, "
            << expiries << " expiries\n";
}
