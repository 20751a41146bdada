#include <catch2/catch.hpp>
#include <filesystem>
#include <iterator>

#include "storage/audit/audit.h"
#include "support/keys_on_disk.h"
#include "support/opslag.h"

using namespace vish::test;
using std::chrono::milliseconds;
using vish::rfc3339;
using vish::Tijdstip;
using vish::proto::Auditregel;

namespace {

const auto kPersoon = personen(1).front();
/// Of every line that Opslag makes.
const Tijdstip kTerm = moment(1);
constexpr std::uint64_t kOwnLines = 2;

void write(Opslag& opslag, Tijdstip when, int count = 1) {
  std::vector<Auditregel> lines;
  for (int i = 0; i < count; ++i) {
    auto line = handeling("bevraging", kDeurwaarder.text());
    line.tijdstip = when;
    line.persoon_pseudoniem = opslag.store->audit().pseudoniem(kPersoon);
    lines.push_back(std::move(line));
  }
  need(opslag.store->audit().append_and_wait({std::move(lines), {}}));
}

std::uint64_t remove_before(Opslag& opslag, Tijdstip when, std::uint64_t most = 100'000) {
  auto line = handeling("audit.expire", "vishd");
  line.tijdstip = moment(30);
  return need(opslag.store->audit().remove_before(when, line, most));
}

std::vector<Auditregel> all(Opslag& opslag) {
  return need(opslag.store->audit().list({.match_id = {}, .limiet = 100'000})).regels;
}

std::vector<std::uint64_t> numbers_about(Opslag& opslag) {
  std::vector<std::uint64_t> result;
  for (const auto& line : need(opslag.store->audit().about(kPersoon, 100'000)).regels)
    result.push_back(line.volgnummer);
  return result;
}

}  // namespace

TEST_CASE("a line of a millisecond before the moment goes, one of the moment itself stays") {
  Opslag opslag;
  write(opslag, kTerm + milliseconds(1));
  write(opslag, kTerm + milliseconds(2));
  CHECK(remove_before(opslag, kTerm) == 0);
  CHECK(remove_before(opslag, kTerm + milliseconds(2)) == kOwnLines + 1);
  for (int round = 0; round < 2; ++round) {
    const auto lines = all(opslag);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].volgnummer == kOwnLines + 2);
    CHECK(lines[0].tijdstip == kTerm + milliseconds(2));
    CHECK(lines[1].handeling.text() == "audit.expire");
    CHECK(lines[1].onderwerp == "1-3");
    CHECK(lines[1].reden == "3 regels van voor " + rfc3339(kTerm + milliseconds(2)));
    CHECK(opslag.store->audit().size() == 2);
    CHECK(opslag.store->audit().first() == kOwnLines + 2);
    CHECK(need(opslag.store->audit().oldest()) == kTerm + milliseconds(2));
    opslag.reopen();
  }
}

TEST_CASE("where the clock was set back, older lines behind a younger one stay with it") {
  Opslag opslag;
  write(opslag, moment(10));
  write(opslag, moment(2));
  CHECK(remove_before(opslag, moment(5)) == kOwnLines);
  CHECK(all(opslag).size() == 3);
  CHECK(remove_before(opslag, moment(11)) == 2);
}

TEST_CASE("nothing to remove leaves no line") {
  Opslag opslag;
  CHECK(remove_before(opslag, kTerm) == 0);
  CHECK(all(opslag).size() == kOwnLines);
}

TEST_CASE("what is left of a person's lines is found, noted or not") {
  Opslag opslag;
  write(opslag, moment(2));
  SECTION("noted before") { need(opslag.store->audit().note_personen()); }
  SECTION("not noted") {}
  write(opslag, moment(8), 2);
  remove_before(opslag, moment(5));
  for (int round = 0; round < 2; ++round) {
    CHECK(numbers_about(opslag) == std::vector<std::uint64_t>{5, 4});
    need(opslag.store->audit().note_personen());
    opslag.reopen();
  }
}

TEST_CASE("with a line goes what is noted of its person") {
  Opslag opslag;
  write(opslag, moment(2), 3);
  write(opslag, moment(8), 2);
  remove_before(opslag, moment(5));
  opslag.close();
  CHECK(KeysOnDisk(opslag.options()).count(vish::storage::Cf::auditpersonen) == 2);
}

TEST_CASE("many lines go in parts of which each tells its numbers, and the rest at the next call") {
  Opslag opslag;
  write(opslag, moment(2), 5000);
  CHECK(remove_before(opslag, moment(5), 4500) == 4500);
  CHECK(opslag.store->audit().first() == 4501);
  CHECK(remove_before(opslag, moment(5)) == 502);
  std::vector<std::string> told;
  for (const auto& line : all(opslag)) told.push_back(*line.onderwerp);
  CHECK(told == std::vector<std::string>{"1-2000", "2001-4000", "4001-4500", "4501-5002"});
}

TEST_CASE("what is long comes to its end when the store is to close, and is done after the next opening") {
  Opslag opslag;
  write(opslag, moment(2), 3);
  opslag.store->audit().stop();
  need(opslag.store->audit().note_personen());
  CHECK(remove_before(opslag, moment(5)) == 0);
  opslag.close();
  CHECK(KeysOnDisk(opslag.options()).count(vish::storage::Cf::auditpersonen) == 0);
  opslag.open();
  CHECK(remove_before(opslag, moment(5)) == kOwnLines + 3);
}

TEST_CASE("readers of the log go on from its first line") {
  Opslag opslag;
  write(opslag, moment(2), 3);
  write(opslag, moment(8), 2);
  remove_before(opslag, moment(5));
  std::vector<std::uint64_t> followed;
  need(opslag.store->audit().follow(2, [&](const auto& kop) { followed.push_back(kop.volgnummer); }));
  CHECK(followed == std::vector<std::uint64_t>{6, 7, 8});
  CHECK(need(opslag.store->audit().list({.match_id = {}, .na = 2, .limiet = 1})).regels.front().volgnummer == 6);
  const auto back = need(opslag.store->audit().list({.match_id = {}, .limiet = 10, .nieuwste_eerst = true})).regels;
  CHECK(back.size() == 3);
  CHECK(back.back().volgnummer == 6);
  CHECK(
      need(opslag.store->audit().list({.match_id = {}, .na = 5, .limiet = 9, .nieuwste_eerst = true})).regels.empty());
}

TEST_CASE("an audit key can be destroyed once the lines of its time are gone") {
  Opslag opslag;
  need(opslag.rotate(vish::storage::Sleutelsoort::audit, moment(20)));
  CHECK(opslag.sleutel("audit-1", moment(40)).auditregels);
  write(opslag, moment(30));
  remove_before(opslag, moment(25));
  CHECK_FALSE(opslag.sleutel("audit-1", moment(40)).auditregels);
  need(opslag.destroy("audit-1", kEerste, moment(40)));
  need(opslag.destroy("audit-1", kTweede, moment(40)));
  opslag.reopen();
  CHECK(numbers_about(opslag).size() == 1);
}

TEST_CASE("an audit key stays as long as a line of its time does, also behind one of a clock that was ahead") {
  Opslag opslag;
  write(opslag, moment(60));
  write(opslag, moment(5));
  need(opslag.rotate(vish::storage::Sleutelsoort::audit, moment(20)));
  remove_before(opslag, moment(50));
  CHECK(opslag.store->audit().first() == kOwnLines + 1);
  CHECK(opslag.sleutel("audit-1", moment(70)).auditregels);
  remove_before(opslag, moment(61));
  CHECK_FALSE(opslag.sleutel("audit-1", moment(70)).auditregels);
}

TEST_CASE("lines leave the copy with the month after theirs, however few there are") {
  Opslag opslag;
  auto copying = opslag.options();
  copying.auditkopie = opslag.folder / "kopie";
  const auto reopen = [&] {
    opslag.close();
    opslag.store = need(vish::storage::Store::open(copying, opslag.keys()));
  };
  const auto files = [&] {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(copying.auditkopie))
      names.push_back(entry.path().stem());
    std::ranges::sort(names);
    return names;
  };
  const auto named = [](std::uint64_t number) { return std::string(19, '0') + std::to_string(number); };
  using Names = std::vector<std::string>;
  const Tijdstip next_month = moment(32);
  SECTION("as they are written") {
    reopen();
    write(opslag, kTerm);
    reopen();
    write(opslag, next_month, 2);
    reopen();
    write(opslag, next_month);
  }
  SECTION("and where a copy is made of an older log") {
    write(opslag, kTerm);
    write(opslag, next_month, 3);
    reopen();
  }
  CHECK(files() == Names{named(1), named(kOwnLines + 2)});
  std::filesystem::copy_file(copying.auditkopie / (named(1) + ".audit"), opslag.folder / "oud");
  CHECK(remove_before(opslag, next_month) == kOwnLines + 1);
  CHECK(files().front() == named(kOwnLines + 2));
  // As when it could not be removed then.
  std::filesystem::copy_file(opslag.folder / "oud", copying.auditkopie / (named(1) + ".audit"));
  CHECK(remove_before(opslag, next_month) == 0);
  CHECK(files().front() == named(kOwnLines + 2));
  reopen();
}

TEST_CASE("of the copy go the files whose lines have all gone") {
  Opslag opslag;
  auto copying = opslag.options();
  copying.auditkopie = opslag.folder / "kopie";
  copying.auditkopie_max_bytes = 1;
  opslag.close();
  opslag.store = need(vish::storage::Store::open(copying, opslag.keys()));
  write(opslag, kTerm + milliseconds(1));
  write(opslag, kTerm + milliseconds(2));
  const auto files = [&] {
    return std::distance(std::filesystem::directory_iterator(opslag.folder / "kopie"),
                         std::filesystem::directory_iterator());
  };
  const auto before = files();
  CHECK(remove_before(opslag, kTerm + milliseconds(2)) == kOwnLines + 1);
  CHECK(files() == before + 1 - 3);
  opslag.close();
  opslag.store = need(vish::storage::Store::open(copying, opslag.keys()));
}
