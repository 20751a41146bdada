#include <atomic>
#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "support/keys_on_disk.h"
#include "support/opslag.h"

using namespace vish::test;
using vish::storage::Leveruitkomst;

namespace {

constexpr std::size_t kPart = 700;
constexpr int kDeliveries = 12;
constexpr int kReaders = 2;

/// Asks for everybody until told to stop; counts the answers that are neither
/// the one set nor the other.
class Reader {
 public:
  Reader(Opslag& opslag, const std::vector<vish::proto::Bsn>& everybody, const std::atomic<bool>& stop)
      : opslag_(opslag), everybody_(everybody), stop_(stop), thread_([this] { run(); }) {}
  void join() { thread_.join(); }

  int answers = 0;
  int mixtures = 0;

 private:
  void run() {
    do {
      const auto found = opslag_.store->index().look().find(everybody_, {true, dag(30)});
      ++answers;
      if (!found || !is_one_set(*found)) ++mixtures;
    } while (!stop_);
  }

  /// Everybody of A and of both, or everybody of B and of both; all of one day.
  static bool is_one_set(const std::vector<std::vector<vish::storage::Gevonden>>& found) {
    const bool a = !found.front().empty();
    std::optional<vish::Datum> day;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const bool expected = i < kPart ? a : i < 2 * kPart || !a;
      if (found[i].size() != (expected ? 1U : 0U)) return false;
      if (!expected) continue;
      if (day && *day != found[i][0].peildatum) return false;
      day = found[i][0].peildatum;
    }
    return day.has_value();
  }

  Opslag& opslag_;
  const std::vector<vish::proto::Bsn>& everybody_;
  const std::atomic<bool>& stop_;
  std::thread thread_;
};

}  // namespace

TEST_CASE("whoever asks while deliveries come in sees one whole set or the other, never a mixture") {
  Opslag opslag;
  auto record = aansluiting(kCode);
  record.drempels = kRuimeDrempels;
  opslag.add_in_productie(record);
  // The first part is only in A, the last only in B, what lies between in both.
  const auto everybody = personen(3 * kPart, 200'000'000);
  const std::vector a(everybody.begin(), everybody.end() - kPart);
  const std::vector b(everybody.begin() + kPart, everybody.end());
  need(opslag.deliver(dag(2), dagbestand(a)));

  std::atomic<bool> stop{false};
  std::vector<std::unique_ptr<Reader>> readers;
  for (int i = 0; i < kReaders; ++i) readers.push_back(std::make_unique<Reader>(opslag, everybody, stop));
  int processed = 0;
  for (int i = 1; i <= kDeliveries; ++i) {
    const auto result = opslag.deliver(dag(2 + i), dagbestand(i % 2 == 0 ? a : b));
    if (result && result->uitkomst == Leveruitkomst::verwerkt) ++processed;
  }
  stop = true;
  for (auto& reader : readers) reader->join();
  CHECK(processed == kDeliveries);
  for (const auto& reader : readers) {
    CHECK(reader->answers > 0);
    CHECK(reader->mixtures == 0);
  }
}

TEST_CASE("a person stands under another name in test than in productie, which a question in test never meets") {
  Opslag opslag;
  const auto people = std::vector{*vish::proto::Bsn::parse("999990019"), *vish::proto::Bsn::parse("999990020")};
  opslag.add_in_productie("GM0001-PROD");
  opslag.add_in_test("GM0001-TEST");
  need(opslag.deliver(dag(2), dagbestand(people), "GM0001-PROD"));
  need(opslag.deliver(dag(2), dagbestand(people), "GM0001-TEST"));
  for (const bool productie : {true, false}) {
    const auto found = need(opslag.store->index().look().find(people, {productie, dag(30)}));
    for (const auto& each : found) {
      REQUIRE(each.size() == 1);
      CHECK(each.front().aansluiting->aansluiting.code.text() == (productie ? "GM0001-PROD" : "GM0001-TEST"));
    }
  }
  CHECK(need(opslag.store->index().look().find(people, {false, dag(30), true})).front().size() == 2);
  CHECK_FALSE(opslag.store->stand()->test_onder_gewone_namen);
  opslag.close();

  std::set<std::string> names;
  need(KeysOnDisk(opslag.options())
           .database()
           .scan(vish::storage::Cf::registraties, "", [&](std::string_view key, std::string_view) {
             names.emplace(key.substr(0, sizeof(vish::storage::Pseudoniem)));
             return true;
           }));
  CHECK(names.size() == 2 * people.size());
}
