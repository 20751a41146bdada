#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>
#include <tuple>

#include "server/app/access.h"
#include "server/data/antwoord.h"
#include "support/seed.h"
#include "world.h"

using namespace vish::test;
using vish::Tijdstip;
using vish::proto::Aansluitfase;
using vish::proto::Matchregistratie;

namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

/// The rule of the European Union: summer time from the last Sunday of March,
/// 01:00 UTC, to that of October.
int day_in_amsterdam(Tijdstip moment) {
  using std::chrono::Sunday;
  const auto today = std::chrono::floor<std::chrono::days>(moment);
  const auto year = std::chrono::year_month_day(today).year();
  const Tijdstip begin = std::chrono::sys_days(year / std::chrono::March / Sunday[std::chrono::last]) + hours(1);
  const Tijdstip end = std::chrono::sys_days(year / std::chrono::October / Sunday[std::chrono::last]) + hours(1);
  const auto local = moment + (begin <= moment && moment < end ? hours(2) : hours(1));
  return static_cast<int>((std::chrono::floor<std::chrono::days>(local) - dag(0).day()).count());
}

/// Some days around today, mostly near the midnight of Amsterdam.
Tijdstip any_moment(Toeval& toeval, int today) {
  const Tijdstip midnight_utc(dag(today + toeval.number(-4, 9)).day());
  if (toeval.one_in(4)) return midnight_utc + milliseconds(toeval.number(0, 86'399'999));
  if (toeval.one_in(2)) return midnight_utc - hours(toeval.number(0, 3)) + milliseconds(toeval.number(-1, 1));
  return midnight_utc + milliseconds(toeval.number(-3 * 3'600'000, 2 * 3'600'000));
}

auto contents(const Matchregistratie& r) {
  return std::tie(r.aansluitcode, r.organisatie, r.telefoon, r.email, r.kenmerk, r.peildatum, r.fase, r.startdatum);
}

std::string words(const std::vector<Matchregistratie>& registraties) {
  std::string text;
  for (const auto& r : registraties) {
    text += r.aansluitcode + " '" + r.kenmerk + "' " + r.peildatum.text() + (r.fase ? " fase" : "") + "; ";
  }
  return text;
}

/// Questions to the server's own decision and to the plain values of the world.
class Comparison {
 public:
  explicit Comparison(World& world) : world_(world), strangers_(personen(4, 222'220'000)) {
    for (const auto& [code, bron] : world.bronnen()) in_order_.emplace_back(code, &bron);
    std::sort(in_order_.begin(), in_order_.end(),
              [](const auto& a, const auto& b) { return a.second->place < b.second->place; });
  }

  /// One question; what differs, or nothing.
  std::string ask() {
    auto& toeval = world_.toeval();
    const auto& [oin, fase] = any_bevrager();
    auto look = world_.store().index().look();
    const auto stand = look.stand();
    const bool may_ask = asks(fase);
    const auto* bevrager = admitted(*stand, oin);
    if ((bevrager != nullptr) != may_ask) return "whether this bevrager may ask";
    if (!may_ask) return "";

    ++answered_;
    const auto question = any_question();
    const auto moment = any_moment(toeval, world_.today());
    const auto antwoord = need(vish::server::answer(std::move(look), *bevrager, question, moment));
    const auto vandaag = day_in_amsterdam(moment);
    if ((antwoord.handelwijze == vish::proto::Handelwijze::opschorten) != bound(question.opdrachtgever, vandaag)) {
      return "handelwijze on " + dag(vandaag).text();
    }
    if (antwoord.tijdstip != moment || antwoord.resultaten.size() != persons_.size()) return "the frame of the answer";
    return compare(antwoord, fase == Aansluitfase::productie, vandaag);
  }

  std::size_t matches() const { return matches_; }
  std::size_t persons() const { return persons_seen_; }
  std::size_t answered() const { return answered_; }

 private:
  static bool asks(Aansluitfase fase) { return fase == Aansluitfase::test || fase == Aansluitfase::productie; }

  /// Mostly one that may ask.
  const std::pair<const std::string, Aansluitfase>& any_bevrager() {
    const auto& bevragers = world_.bevragers();
    auto& toeval = world_.toeval();
    auto at = bevragers.end();
    for (int tries = 0; at == bevragers.end() || (!asks(at->second) && tries < 10 && !toeval.one_in(20)); ++tries) {
      at = std::next(bevragers.begin(), toeval.number(0, static_cast<int>(bevragers.size()) - 1));
    }
    return *at;
  }

  static const vish::proto::Bevrager* admitted(const vish::storage::Stand& stand, const std::string& oin) {
    const vish::server::Caller caller{true, vish::proto::Oin::parse(oin), ""};
    vish::server::Request request;
    request.caller = &caller;
    try {
      return &vish::server::require_bevrager(stand, request);
    } catch (const vish::server::Refusal&) {
      return nullptr;
    }
  }

  vish::proto::Bevraging any_question() {
    auto& toeval = world_.toeval();
    vish::proto::Bevraging question;
    persons_.clear();
    const int most = toeval.one_in(20) ? 20 : 3;
    for (int count = toeval.number(1, most); count > 0; --count) {
      const int person = toeval.number(0, kPool + static_cast<int>(strangers_.size()) - 1);
      persons_.push_back(person);
      const auto place = static_cast<std::size_t>(person);
      question.burgerservicenummers.push_back(person < kPool ? world_.pool()[place] : strangers_[place - kPool]);
    }
    if (toeval.one_in(3)) question.opdrachtgever = kvk(toeval.number(0, 9));
    if (toeval.one_in(3)) question.opdrachtgever = oin(toeval.number(50, 55));
    if (toeval.one_in(5)) question.opdrachtgever = oin_on_kvk(toeval.number(0, 9));
    return question;
  }

  bool bound(const std::optional<vish::proto::Opdrachtgever>& opdrachtgever, int vandaag) const {
    if (!opdrachtgever) return false;
    const auto creditor = [](const std::string& number) {
      const bool built_on_kvk = number.size() == 20 && number.starts_with("00000003") && number.ends_with("0000");
      return built_on_kvk ? number.substr(8, 8) : number;
    };
    const auto asked = creditor(std::visit([](const auto& each) { return each.text(); }, *opdrachtgever));
    return std::any_of(world_.partners().begin(), world_.partners().end(), [&](const auto& entry) {
      const auto& partner = entry.second;
      const bool named =
          std::ranges::any_of(partner.numbers, [&](const std::string& number) { return creditor(number) == asked; });
      return named && partner.from <= vandaag && (!partner.until || vandaag <= *partner.until);
    });
  }

  std::vector<Matchregistratie> expected(int person, bool productie, int vandaag) const {
    std::vector<Matchregistratie> result;
    for (const auto& [code, bron] : in_order_) {
      const auto fase = bron->model.fase;
      const bool in_sight =
          productie ? fase == Aansluitfase::productie || fase == Aansluitfase::geschorst : fase == Aansluitfase::test;
      const auto found = bron->model.registraties.find(person);
      if (!in_sight || found == bron->model.registraties.end()) continue;
      const auto& regel = found->second.regel;
      if (regel.eind && *regel.eind < vandaag) continue;
      Matchregistratie shown{code,
                             bron->naam,
                             bron->contact.telefoon,
                             bron->contact.email,
                             regel.kenmerk,
                             dag(found->second.peildag),
                             std::nullopt,
                             std::nullopt};
      if (bron->toon_fase) {
        shown.fase = regel.fase;
        shown.startdatum = dag(regel.start);
      }
      result.push_back(std::move(shown));
    }
    return result;
  }

  std::string compare(const vish::proto::Matchantwoord& antwoord, bool productie, int vandaag) {
    for (std::size_t i = 0; i < persons_.size(); ++i) {
      const auto& seen = antwoord.resultaten[i].registraties;
      const auto wanted = expected(persons_[i], productie, vandaag);
      const bool same = std::equal(seen.begin(), seen.end(), wanted.begin(), wanted.end(),
                                   [](const auto& a, const auto& b) { return contents(a) == contents(b); });
      if (!same) return dag(vandaag).text() + " seen: " + words(seen) + " expected: " + words(wanted);
      matches_ += wanted.empty() ? 0U : 1U;
      ++persons_seen_;
    }
    return "";
  }

  World& world_;
  const std::vector<vish::proto::Bsn> strangers_;
  std::vector<std::pair<std::string, const World::Bron*>> in_order_;
  std::vector<int> persons_;  ///< of the question: places in the pool, and beyond it strangers
  std::size_t matches_ = 0;
  std::size_t persons_seen_ = 0;
  std::size_t answered_ = 0;
};

}  // namespace

TEST_CASE("every answer is what the plain rules say, whatever happened before and whatever day it is") {
  const auto first = seed();
  // The changes of the clock on 25 October 2026 and 28 March 2027, New Year, and no such day.
  const std::vector<int> first_days{-2, 145, 58, 5};
  const int runs = full() ? 20 : 4;
  const int steps = full() ? 500 : 120;
  constexpr std::size_t kQuestions = 110;
  std::size_t answered = 0;
  std::size_t persons = 0;
  std::size_t matches = 0;
  for (int run = 0; run < runs; ++run) {
    World world(first + static_cast<std::uint64_t>(run), first_days[static_cast<std::size_t>(run) % first_days.size()]);
    for (int step = 0; step < steps; ++step) {
      const auto change = world.step();
      Comparison comparison(world);
      for (std::size_t i = 0; i < 2 * kQuestions && comparison.answered() < kQuestions; ++i) {
        const auto difference = comparison.ask();
        INFO("VISH_SEED=" << first << " run " << run << " step " << step << ", after " << change);
        REQUIRE(difference == "");
      }
      answered += comparison.answered();
      persons += comparison.persons();
      matches += comparison.matches();
    }
  }
  CHECK(answered > (full() ? 1'000'000U : 40'000U));
  CHECK(matches > persons / 20);
  std::cout << "VISH_SEED=" << first << ": " << answered << " questions about " << persons << " persons, " << matches
            << " matches, no difference\n";
}
