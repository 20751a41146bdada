#include "storage/restore/terugzetten.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <string>

#include "storage/ledger/audit_record.h"
#include "storage/ledger/kopiebestand.h"
#include "support/kluis.h"

using namespace vish::test;
using vish::ErrorCode;
using vish::proto::Aansluitfase;
using vish::storage::Sleutelsoort;
using vish::storage::Teruggezet;
namespace fs = std::filesystem;

namespace {

/// A kluis with a copy of its log, and forty people in production.
struct Gekopieerd : Kluis {
  Gekopieerd() : Kluis(true) {
    add_in_productie();
    need(deliver(dag(2), dagbestand(kVeertig)));
  }

  void ask_end(const std::string& actor) {
    need(store->registry().move_aansluiting(kCode, {Aansluitfase::beeindigd, "klaar", std::nullopt},
                                            handeling("aansluiting.end", actor)));
  }
  void act() { need(store->audit().append_and_wait({{handeling("iets.later")}, {}})); }

  /// The disk is lost; what the backup and the copy of the log give back is opened in its place.
  Teruggezet lose_and_put_back() {
    close();
    fs::remove_all(folder / "data");
    auto teruggezet = need(put_back(1));
    take_over();
    return teruggezet;
  }
  void answer() { need(store->answer_again(handeling("backup.open"))); }
  fs::path newest_copy() const {
    fs::path newest;
    for (const auto& entry : fs::directory_iterator(kopie)) newest = std::max(newest, entry.path());
    return newest;
  }
};

std::vector<std::string> acts(const std::vector<vish::proto::Auditregel>& regels) {
  std::vector<std::string> result;
  for (const auto& regel : regels) result.push_back(told(regel));
  return result;
}

void flip(const fs::path& file, std::size_t at) {
  std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
  bytes.seekg(static_cast<std::streamoff>(at));
  const auto byte = static_cast<char>(bytes.get() ^ 1);
  bytes.seekp(static_cast<std::streamoff>(at));
  bytes.put(byte);
}

/// Where in the file a line of that act stands: the last one.
std::size_t place_of(const fs::path& file, const std::string& text) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const auto at = bytes.rfind(text);
  REQUIRE(at != std::string::npos);
  return at;
}

}  // namespace

TEST_CASE("what happened after the backup is back in the audit log from its copy, and who ended since is ended again") {
  Gekopieerd kluis;
  kluis.back_up();
  need(kluis.move(Aansluitfase::geschorst));
  kluis.ask_end(kEerste);
  kluis.ask_end(kTweede);
  kluis.act();
  const auto lines = kluis.store->audit().size();
  const auto database_id = kluis.store->database_id();

  const auto teruggezet = kluis.lose_and_put_back();
  CHECK(teruggezet.terugzetting.uit_kopie == 4);
  CHECK(acts(teruggezet.opnieuw_gedaan) ==
        std::vector<std::string>{"aansluiting.fase geschorst", "aansluiting.end beeindigd"});
  CHECK(teruggezet.nog_te_doen.empty());
  CHECK(kluis.store->database_id() == database_id);
  CHECK(kluis.store->audit().size() > lines);
  CHECK(kluis.fase() == Aansluitfase::beeindigd);
  kluis.answer();
  CHECK(kluis.count(kVeertig) == 0);
}

TEST_CASE("an end that was withdrawn, and asked for anew by one, is not carried out when the backup is put back") {
  Gekopieerd kluis;
  kluis.ask_end(kEerste);
  kluis.back_up();
  need(kluis.move(Aansluitfase::geschorst));
  kluis.ask_end(kTweede);

  const auto teruggezet = kluis.lose_and_put_back();
  CHECK(acts(teruggezet.opnieuw_gedaan) == std::vector<std::string>{"aansluiting.fase geschorst"});
  CHECK(acts(teruggezet.nog_te_doen) == std::vector<std::string>{"aansluiting.end wachtOpTweedePersoon"});
  CHECK(kluis.fase() == Aansluitfase::geschorst);
  kluis.answer();
  CHECK(kluis.count(kVeertig) == kVeertig.size());
}

TEST_CASE("an end that waited for a second person in the backup waits no more, so that two must want it anew") {
  Gekopieerd kluis;
  kluis.ask_end(kEerste);
  kluis.back_up();
  CHECK(kluis.lose_and_put_back().ingetrokken == std::vector{kCode});
  kluis.ask_end(kTweede);
  CHECK(kluis.fase() == Aansluitfase::productie);
  kluis.ask_end(kEerste);
  CHECK(kluis.fase() == Aansluitfase::beeindigd);
}

TEST_CASE("an operator who ended since the backup stays out") {
  Gekopieerd kluis;
  auto& registry = kluis.store->registry();
  need(
      registry.add(vish::proto::Operator{"jan", vish::proto::Operatorrol::auditor, std::string(64, 'a'), moment(1), {}},
                   handeling("operator.add")));
  kluis.back_up();
  need(registry.end_operator("jan", handeling("operator.end")));
  const auto teruggezet = kluis.lose_and_put_back();
  CHECK(acts(teruggezet.opnieuw_gedaan) == std::vector<std::string>{"operator.end uitgevoerd"});
  CHECK(kluis.store->stand()->operators.at("jan").beeindigd_op.has_value());
}

TEST_CASE("what another version did since the backup, and this one does not know, is left to an operator") {
  Gekopieerd kluis;
  kluis.back_up();
  auto moved = handeling("aansluiting.move");
  moved.uitkomst = vish::proto::Recorded<vish::proto::Uitkomst>::read("verhuisd");
  moved.onderwerp = kCode;
  need(kluis.store->audit().append_and_wait({{moved}, {}}));
  kluis.act();
  const auto teruggezet = kluis.lose_and_put_back();
  CHECK(acts(teruggezet.nog_te_doen) == std::vector<std::string>{"aansluiting.move verhuisd"});
  CHECK(teruggezet.opnieuw_gedaan.empty());
  CHECK(kluis.fase() == Aansluitfase::productie);
}

TEST_CASE("keys that were made since the backup are known after it is put back, and every line can be read") {
  Gekopieerd kluis;
  kluis.back_up();
  for (const auto soort : {Sleutelsoort::index, Sleutelsoort::zegel, Sleutelsoort::audit}) need(kluis.rotate(soort));
  kluis.act();
  const auto lines = kluis.store->audit().size();
  const auto teruggezet = kluis.lose_and_put_back();
  CHECK(teruggezet.opnieuw_gedaan.size() == 3);
  CHECK(teruggezet.nog_te_doen.empty());
  CHECK(kluis.sleutel("audit-2").huidig);
  CHECK(need(kluis.store->audit().list({.match_id = {}, .limiet = lines})).regels.size() == lines);
  kluis.answer();
  CHECK(kluis.count(kVeertig) == kVeertig.size());
}

TEST_CASE("a key ring from before a change of keys that the log tells of is refused") {
  Gekopieerd kluis;
  kluis.back_up();
  need(kluis.rotate(Sleutelsoort::zegel));
  kluis.close();
  fs::remove(kluis.folder / "sleutels" / "zegel-2.sleutel");
  const auto put = kluis.put_back(1);
  REQUIRE(put.has_error());
  CHECK(put.error().code == ErrorCode::wrong_key);
  CHECK(put.error().message.find("zegel-2") != std::string::npos);
  CHECK(kluis.nothing_is_left());
}

TEST_CASE(
    "damage amid the lines since the backup is refused with their numbers, and no start wipes what is behind it") {
  Gekopieerd kluis;
  kluis.back_up();
  const auto before = kluis.store->audit().size();
  need(kluis.store->audit().append_and_wait({{handeling("iets.beschadigd")}, {}}));
  kluis.act();
  kluis.close();
  const auto file = kluis.newest_copy();
  const auto at = place_of(file, "iets.beschadigd");
  flip(file, at);
  const auto put = kluis.put_back(1);
  REQUIRE(put.has_error());
  CHECK(put.error().code == ErrorCode::corrupt);
  const auto number = std::to_string(before + 1);
  CHECK(put.error().message.find("regels " + number + " tot en met " + number) != std::string::npos);

  fs::remove_all(kluis.folder / "data");
  auto without_copy = kluis.options();
  need(vish::storage::restore(kluis.opdracht_voor(1), without_copy));
  without_copy.auditkopie = kluis.kopie;
  const auto size = fs::file_size(file);
  const auto opened = vish::storage::Store::open(without_copy, kluis.keys());
  REQUIRE(opened.has_error());
  CHECK(opened.error().code == ErrorCode::conflict);
  CHECK(fs::file_size(file) == size);
}

TEST_CASE("who can write to the disk of the copy cannot make up a line") {
  Gekopieerd kluis;
  kluis.back_up();
  const auto sealed = need(vish::storage::Keyring::load(kluis.folder / "sleutels"));
  const auto next = kluis.store->audit().size() + 1;
  kluis.close();
  const auto record =
      vish::storage::encode_audit(handeling("aansluiting.end"), vish::storage::make_crypto(sealed)->audit_zegel());
  std::string made_up;
  vish::storage::put_kopieregel(made_up, next, record, {1, vish::storage::Hmac(vish::storage::Secret())});
  std::ofstream(kluis.newest_copy(), std::ios::binary | std::ios::app) << made_up;
  CHECK(need(kluis.put_back(1)).terugzetting.uit_kopie == 0);
}

TEST_CASE("a copy that is gone, or ends before the backup, is refused before the database takes its place") {
  Gekopieerd kluis;
  const auto older = kluis.folder / "oudere kopie";
  fs::copy(kluis.kopie, older);
  kluis.act();
  kluis.back_up();
  kluis.close();
  kluis.kopie = older;
  CHECK(kluis.put_back(1).error().message.find("eindigt bij regel") != std::string::npos);
  fs::remove_all(older);
  CHECK(kluis.put_back(1).error().code == ErrorCode::missing);
  fs::create_directory(older);
  CHECK(kluis.put_back(1).error().code == ErrorCode::missing);
  CHECK(kluis.nothing_is_left());
}

TEST_CASE("a backup is put behind a symbolic link to the folder of the database, which stays") {
  Gekopieerd kluis;
  kluis.back_up();
  kluis.close();
  fs::create_directory(kluis.folder / "schijf");
  fs::create_directory_symlink(kluis.folder / "schijf", kluis.folder / "terug");
  need(kluis.put_back(1));
  CHECK(fs::is_symlink(kluis.folder / "terug"));
  CHECK(fs::exists(kluis.folder / "schijf" / "CURRENT"));
}

TEST_CASE("two cannot put a backup in one place at once") {
  Gekopieerd kluis;
  kluis.back_up();
  kluis.close();
  auto other = std::async(std::launch::async, [&] { return kluis.put_back(1); });
  const auto mine = kluis.put_back(1);
  const auto theirs = other.get();
  REQUIRE(mine.has_value() != theirs.has_value());
  const auto refused = (mine ? theirs : mine).error().code;
  CHECK((refused == ErrorCode::busy || refused == ErrorCode::exists));
}

TEST_CASE("damage in a line that the backup holds costs nothing") {
  Gekopieerd kluis;
  need(kluis.store->audit().append_and_wait({{handeling("iets.beschadigd")}, {}}));
  kluis.act();
  kluis.back_up();
  kluis.act();
  flip(kluis.newest_copy(), place_of(kluis.newest_copy(), "iets.beschadigd"));
  CHECK(kluis.lose_and_put_back().terugzetting.uit_kopie == 1);
}
