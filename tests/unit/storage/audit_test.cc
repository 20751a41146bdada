#include "storage/audit/audit.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <latch>
#include <thread>

#include "base/core/uuid.h"
#include "storage/crypto/crypto.h"
#include "storage/ledger/audit_record.h"
#include "support/opslag.h"

using namespace vish::test;
using vish::ErrorCode;
using vish::proto::Auditregel;
using vish::storage::Auditinvoer;
using vish::storage::Auditvraag;

namespace {

Auditregel question(const std::string& match_id, const std::string& kenmerk) {
  auto line = handeling("bevraging", kDeurwaarder.text());
  line.match_id = match_id;
  line.kenmerk = kenmerk;
  line.doel = vish::proto::Doel::beslag;
  return line;
}

std::vector<std::uint64_t> numbers(const std::vector<Auditregel>& lines) {
  std::vector<std::uint64_t> result;
  for (const auto& line : lines) result.push_back(line.volgnummer);
  return result;
}

std::vector<std::uint64_t> counting(std::uint64_t last) {
  std::vector<std::uint64_t> result;
  for (std::uint64_t n = 1; n <= last; ++n) result.push_back(n);
  return result;
}

void hand_in(Opslag& opslag, Auditregel line, std::function<void(const vish::Stored<void>&)> done) {
  std::vector<vish::storage::Auditboeking> boekingen;
  boekingen.push_back({{{std::move(line)}, {}}, std::move(done)});
  opslag.store->audit().append(std::move(boekingen));
}

bool on_disk(const std::filesystem::path& folder, const std::string& text) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (bytes.find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a line of the log is read back as it was written, also after reopening") {
  Opslag opslag;
  auto line = question("0199c1f0-0000-7000-8000-000000000001", "2026-004711");
  line.persoon_pseudoniem = opslag.store->audit().pseudoniem(personen(1).front());
  need(opslag.store->audit().append_and_wait({{line}, {}}));
  line.volgnummer = opslag.store->audit().size();
  for (int round = 0; round < 2; ++round) {
    CHECK(need(opslag.store->audit().list({.match_id = line.match_id})).regels == std::vector{line});
    opslag.reopen();
  }
}

TEST_CASE("the numbers of the log have no gaps, across many threads and reopening") {
  Opslag opslag;
  constexpr int kThreads = 8;
  constexpr int kEach = 100;
  for (int round = 1; round <= 2; ++round) {
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&opslag] {
        for (int i = 0; i < kEach; ++i) {
          if (!opslag.store->audit().append_and_wait({{question("a", "1"), question("a", "2")}, {}})) std::terminate();
        }
      });
    }
    for (auto& thread : threads) thread.join();
    opslag.reopen();
  }
  const auto lines = need(opslag.store->audit().list({.match_id = {}, .limiet = 10'000})).regels;
  CHECK(lines.size() == 2 + 2 * 2 * kThreads * kEach);
  CHECK(numbers(lines) == counting(lines.size()));
  CHECK(opslag.store->audit().size() == lines.size());
  for (std::size_t i = 2; i < lines.size(); i += 2) CHECK(lines[i].kenmerk != lines[i + 1].kenmerk);
}

TEST_CASE("many who wait are each told once, after their line can be read") {
  Opslag opslag;
  constexpr int kMany = 3000;
  std::latch told(kMany);
  std::atomic<int> readable{0};
  for (int i = 0; i < kMany; ++i) {
    hand_in(opslag, question(std::to_string(i), "k"), [&, i](const auto& outcome) {
      if (outcome && opslag.store->audit().size() >= static_cast<std::uint64_t>(i) + 3) ++readable;
      told.count_down();
    });
  }
  told.wait();
  CHECK(readable == kMany);
  CHECK(opslag.store->audit().size() == kMany + 2);
}

TEST_CASE("closing the store finishes what was submitted") {
  Opslag opslag;
  std::atomic<int> done{0};
  for (int i = 0; i < 2000; ++i) {
    hand_in(opslag, question("m", "k"), [&](const auto& outcome) { done += outcome ? 1 : 0; });
  }
  opslag.reopen();
  CHECK(done == 2000);
  CHECK(opslag.store->audit().size() == 2002);
}

TEST_CASE("more than may wait is refused as unavailable") {
  Opslag opslag;
  opslag.close();
  auto options = opslag.options();
  options.max_waiting_commits = 0;
  opslag.store = need(vish::storage::Store::open(options, opslag.keys()));
  const auto outcome = opslag.store->audit().append_and_wait({{question("m", "k")}, {}});
  REQUIRE(outcome.has_error());
  CHECK(outcome.error().code == ErrorCode::unavailable);
}

TEST_CASE("the bailiff's reference cannot be read in the files") {
  Opslag opslag;
  need(opslag.store->audit().append_and_wait({{question("zichtbaar-match-id", "dossier-van-de-deurwaarder")}, {}}));
  CHECK(need(opslag.store->audit().list({.match_id = "zichtbaar-match-id"})).regels.at(0).kenmerk ==
        "dossier-van-de-deurwaarder");
  opslag.reopen();
  CHECK(on_disk(opslag.folder / "data", "zichtbaar-match-id"));
  CHECK_FALSE(on_disk(opslag.folder / "data", "dossier-van-de-deurwaarder"));
}

TEST_CASE("the log is listed from a number on, or newest first") {
  Opslag opslag;
  for (int i = 0; i < 8; ++i) need(opslag.store->audit().append_and_wait({{question("m", "k")}, {}}));
  const auto list = [&](std::uint64_t na, std::size_t limiet, bool newest_first) {
    return numbers(need(opslag.store->audit().list({{}, na, limiet, newest_first})).regels);
  };
  using Numbers = std::vector<std::uint64_t>;
  CHECK(list(0, 3, false) == Numbers{1, 2, 3});
  CHECK(list(3, 3, false) == Numbers{4, 5, 6});
  CHECK(list(9, 3, false) == Numbers{10});
  CHECK(list(10, 3, false).empty());
  CHECK(list(std::numeric_limits<std::uint64_t>::max(), 3, false).empty());
  CHECK(list(0, 3, true) == Numbers{10, 9, 8});
  CHECK(list(8, 3, true) == Numbers{7, 6, 5});
  CHECK(list(1, 3, true).empty());
  CHECK(list(100, 2, true) == Numbers{10, 9});
}

TEST_CASE("the lines of a match are found by its id, wherever they stand and whatever the clock did") {
  using std::chrono::hours;
  Opslag opslag;
  const auto start = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  std::vector<Auditregel> asked;
  for (int i = 0; i < 60; ++i) {
    auto line = question(vish::new_uuid7(), std::to_string(i));
    // The ids are all of now: most lines are of hours before or after, as when the clock was set.
    line.tijdstip = start + hours(i - 30);
    need(opslag.store->audit().append_and_wait({{line, line}, {}}));
    asked.push_back(line);
  }
  for (const auto& line : asked) {
    const auto list = [&](std::uint64_t na, std::size_t limiet, bool newest_first) {
      return numbers(need(opslag.store->audit().list({line.match_id, na, limiet, newest_first})).regels);
    };
    const auto both = list(0, 10, false);
    REQUIRE(both.size() == 2);
    CHECK(both[1] == both[0] + 1);
    CHECK(list(0, 10, true) == std::vector{both[1], both[0]});
    CHECK(list(0, 1, false) == std::vector{both[0]});
    CHECK(list(both[0], 10, false) == std::vector{both[1]});
    CHECK(list(both[1], 10, true) == std::vector{both[0]});
    CHECK(list(both[1], 10, false).empty());
  }
  CHECK(need(opslag.store->audit().list({.match_id = vish::new_uuid7()})).regels.empty());
}

TEST_CASE("the lines about a person are found, whether they are noted yet or not") {
  Opslag opslag;
  const auto people = personen(3);
  const auto write = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      auto line = question("match", "2026-" + std::to_string(i));
      line.persoon_pseudoniem = opslag.store->audit().pseudoniem(people[i % people.size()]);
      need(opslag.store->audit().append_and_wait({{line}, {}}));
    }
  };
  const auto found = [&] { return numbers(need(opslag.store->audit().about(people.front(), 100)).regels); };
  write(0, 5);
  CHECK(found() == std::vector<std::uint64_t>{6, 3});
  need(opslag.store->audit().note_personen());
  CHECK(found() == std::vector<std::uint64_t>{6, 3});
  write(5, 6);
  need(opslag.rotate(vish::storage::Sleutelsoort::audit));
  write(6, 9);
  // Two lines made the parties, and line 9 the key.
  const std::vector<std::uint64_t> all{10, 6, 3};
  CHECK(found() == all);
  need(opslag.store->audit().note_personen());
  need(opslag.store->audit().note_personen());
  CHECK(found() == all);
  opslag.reopen();
  CHECK(found() == all);
  const auto first = need(opslag.store->audit().about(people.front(), 2));
  CHECK(numbers(first.regels) == std::vector<std::uint64_t>{10, 6});
  REQUIRE(first.volgende == 6);
  const auto last = need(opslag.store->audit().about(people.front(), 2, *first.volgende));
  CHECK(numbers(last.regels) == std::vector<std::uint64_t>{3});
  CHECK_FALSE(last.volgende);
  CHECK(need(opslag.store->audit().about(people.front(), 1)).regels.front().kenmerk == "2026-6");
}

TEST_CASE("a record shows no trace id and no kenmerk to who has no key, and gives both back") {
  Opslag opslag;
  const auto crypto = vish::storage::make_crypto(opslag.keys());
  auto line = question("match", "2026-7");
  line.volgnummer = 7;
  line.trace_id = "0af7651916cd43dd8448eb211c80319c";
  line.span_id = "b7ad6b7169203331";
  const auto bytes = vish::storage::encode_audit(line, crypto->audit_zegel());
  for (const auto& secret : {line.trace_id, line.span_id, *line.kenmerk})
    CHECK(bytes.find(secret) == std::string::npos);
  CHECK(need(vish::storage::decode_audit(7, bytes, crypto->audit_zegel())) == line);
  CHECK(vish::storage::decode_audit(8, bytes, crypto->audit_zegel()).error().code == ErrorCode::corrupt);
  line.kenmerk.reset();
  const auto without = vish::storage::encode_audit(line, crypto->audit_zegel());
  CHECK(need(vish::storage::decode_audit(7, without, crypto->audit_zegel())) == line);
}

TEST_CASE("an id tells when it was made, and what is no such id tells nothing") {
  using vish::moment_of_uuid7;
  const auto before = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto moment = moment_of_uuid7(vish::new_uuid7());
  REQUIRE(moment);
  CHECK(*moment >= before);
  CHECK(*moment <= std::chrono::system_clock::now());
  CHECK(moment_of_uuid7("017f22e2-79b0-7cc3-98c4-dc0c0c07398f") ==
        vish::Tijdstip(std::chrono::milliseconds(0x17f22e279b0)));  // RFC 9562, appendix A.6
  for (const auto* none : {"", "m", "017f22e2-79b0-4cc3-98c4-dc0c0c07398f", "017f22e2-79bx-7cc3-98c4-dc0c0c07398f"}) {
    CHECK_FALSE(moment_of_uuid7(none));
  }
}

TEST_CASE("a person's pseudonym in the log is stable and not the one of the index") {
  Opslag opslag;
  const auto people = personen(2);
  const auto pseudonym = opslag.store->audit().pseudoniem(people[0]);
  CHECK(pseudonym.size() == 32);
  CHECK(pseudonym != opslag.store->audit().pseudoniem(people[1]));
  opslag.reopen();
  CHECK(opslag.store->audit().pseudoniem(people[0]) == pseudonym);
}
