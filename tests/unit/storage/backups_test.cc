#include "storage/backups.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "cms.h"
#include "storage/terugzetten.h"
#include "support/opslag.h"

using namespace vish::test;
using vish::storage::ErrorCode;
namespace fs = std::filesystem;
namespace storage = vish::storage;

namespace {

/// A certificate that signs itself, as `<name>.pem` with `<name>.key`.
void make_recipient(const fs::path& folder, const std::string& name, EVP_PKEY* made) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(made, EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
  constexpr long kYear = 31536000;
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kYear);
  X509_set_pubkey(certificate.get(), key.get());
  auto* subject = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1,
                             0);
  X509_set_issuer_name(certificate.get(), subject);
  REQUIRE(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
  const std::unique_ptr<FILE, int (*)(FILE*)> pem(std::fopen((folder / (name + ".pem")).c_str(), "w"), std::fclose);
  const std::unique_ptr<FILE, int (*)(FILE*)> pkey(std::fopen((folder / (name + ".key")).c_str(), "w"), std::fclose);
  REQUIRE(PEM_write_X509(pem.get(), certificate.get()) == 1);
  REQUIRE(PEM_write_PrivateKey(pkey.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
}

/// A store with a recipient of its backups and, if asked, a copy of its log.
struct Kluis : Opslag {
  explicit Kluis(bool copying = false) {
    make_recipient(folder.path(), "kluis", EVP_RSA_gen(2048));
    if (!copying) return;
    kopie = folder / "kopie";
    close();
    auto with_copy = options();
    with_copy.auditkopie = kopie;
    store = need(storage::Store::open(with_copy, keys()));
  }

  /// Opens the store anew on a disk with so much room, in bytes.
  void open_on(std::function<std::uint64_t()> room) {
    close();
    auto full = options();
    full.min_free_bytes = kGrens;
    full.free_bytes = [room = std::move(room)](const fs::path&) { return room(); };
    store = need(storage::Store::open(full, keys()));
  }
  static constexpr std::uint64_t kGrens = 1'000'000;

  storage::Backupplaats plaats(std::size_t bewaren = 3) const {
    return {folder / "backups", folder / "kluis.pem", bewaren};
  }
  storage::Backup back_up(std::size_t bewaren = 3) {
    return need(store->backups().create(plaats(bewaren), moment(30)));
  }
  storage::Terugzetopdracht opdracht_voor(std::uint64_t nummer) const {
    return {folder / "backups", nummer, folder / "kluis.key", folder / "sleutels"};
  }
  storage::Stored<storage::Teruggezet> put_back(std::uint64_t nummer) const {
    auto into = options();
    into.folder = folder / "terug";
    into.auditkopie = kopie;
    return storage::restore(opdracht_voor(nummer), into);
  }
  /// Opens what put_back() made in the place of the store.
  void take_over() {
    close();
    auto there = options();
    there.folder = folder / "terug";
    there.auditkopie = kopie;
    store = need(storage::Store::open(there, keys()));
  }
  bool nothing_is_left() const { return !fs::exists(folder / "terug") && !fs::exists(folder / "terug.terugzetten"); }

  fs::path kopie;
};

std::vector<fs::path> files_of(const fs::path& folder) {
  std::vector<fs::path> files{fs::directory_iterator(folder), fs::directory_iterator()};
  std::ranges::sort(files);
  return files;
}

void flip_a_byte(const fs::path& file, std::size_t at) {
  std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
  bytes.seekg(static_cast<std::streamoff>(at % fs::file_size(file)));
  const auto place = bytes.tellg();
  const auto byte = static_cast<char>(bytes.get() ^ 1);
  bytes.seekp(place);
  bytes.put(byte);
}

}  // namespace

TEST_CASE("a backup brings back all that was acknowledged before, and answers nothing until it is opened") {
  Kluis kluis;
  kluis.add_in_productie();
  need(kluis.deliver(dag(2), dagbestand(kVeertig)));
  const auto lines = kluis.store->audit().size();
  const auto backup = kluis.back_up();
  CHECK(backup.nummer == 1);
  CHECK(backup.auditregels == lines);
  need(kluis.put_back(1));
  kluis.take_over();

  const auto refused = kluis.store->index().find(kVeertig, {true, dag(30)});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::unavailable);
  CHECK(kluis.store->stand()->teruggezet->backup == 1);

  need(kluis.store->answer_again(handeling("backup.open")));
  CHECK(kluis.count(kVeertig) == kVeertig.size());
  CHECK_FALSE(kluis.store->stand()->teruggezet);
  CHECK(kluis.store->answer_again(handeling("backup.open")).error().code == ErrorCode::conflict);
  kluis.close();
}

TEST_CASE("a backup made while deliveries come holds each of them whole or not at all") {
  Kluis kluis;
  kluis.add_in_productie();
  need(kluis.deliver(dag(2), dagbestand(kVeertig)));
  std::atomic<bool> enough{false};
  std::thread writer([&] {
    for (int i = 3; !enough; ++i) need(kluis.deliver(dag(2), dagbestand(personen(40 + i % 5))));
  });
  for (int i = 0; i < 3; ++i) kluis.back_up();
  enough = true;
  writer.join();
  need(kluis.put_back(2));
  kluis.take_over();
  need(kluis.store->answer_again(handeling("backup.open")));
  const auto registered = kluis.store->stand()->aansluiting(kCode)->levering.aantal;
  CHECK(registered >= kVeertig.size());
  CHECK(kluis.count(personen(50)) == registered);
}

TEST_CASE("who asks for a backup while one is made gets the next") {
  Kluis kluis;
  std::thread other([&] { kluis.back_up(); });
  const auto mine = kluis.back_up();
  other.join();
  const auto backups = need(kluis.store->backups().list(kluis.folder / "backups"));
  REQUIRE(backups.size() == 2);
  CHECK((mine.nummer == 1 || mine.nummer == 2));
}

TEST_CASE("one flipped byte in any file of a backup is found, refused, and leaves nothing behind") {
  Kluis kluis;
  kluis.add_in_productie();
  need(kluis.deliver(dag(2), dagbestand(kVeertig)));
  kluis.back_up();
  std::size_t at = 7;
  for (const auto& file : files_of(kluis.folder / "backups" / "000001")) {
    CAPTURE(file.string());
    flip_a_byte(file, at);
    const auto verified = kluis.store->backups().verify(kluis.folder / "backups", 1);
    const auto put = kluis.put_back(1);
    REQUIRE_FALSE(verified.has_value());
    REQUIRE_FALSE(put.has_value());
    CHECK(put.error().code == ErrorCode::corrupt);
    CHECK(put.error().message.find(file.filename().stem().string()) != std::string::npos);
    CHECK(kluis.nothing_is_left());
    flip_a_byte(file, at);
    at = at * 31 + 11;
  }
  need(kluis.store->backups().verify(kluis.folder / "backups", 1));
  need(kluis.put_back(1));
}

TEST_CASE("nothing in a backup is readable, and only its recipient can put it back") {
  Kluis kluis;
  kluis.back_up();
  for (const auto& file : files_of(kluis.folder / "backups" / "000001")) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    CHECK(bytes.find("organisatie") == std::string::npos);
  }
  make_recipient(kluis.folder.path(), "vreemde", EVP_RSA_gen(2048));
  auto opdracht = kluis.opdracht_voor(1);
  opdracht.sleutel = kluis.folder / "vreemde.key";
  auto into = kluis.options();
  into.folder = kluis.folder / "terug";
  CHECK(storage::restore(opdracht, into).error().code == ErrorCode::corrupt);
  CHECK(kluis.nothing_is_left());
}

TEST_CASE("a backup is put back by its number, and only into an empty folder") {
  Kluis kluis;
  kluis.back_up();
  CHECK(kluis.put_back(2).error().code == ErrorCode::missing);
  CHECK(storage::restore(kluis.opdracht_voor(1), kluis.options()).error().code == ErrorCode::exists);
  CHECK(kluis.nothing_is_left());
}

TEST_CASE("old backups go once a newer one is whole; numbers are not given out again") {
  Kluis kluis;
  for (int i = 0; i < 4; ++i) kluis.back_up(2);
  const auto backups = need(kluis.store->backups().list(kluis.folder / "backups"));
  REQUIRE(backups.size() == 2);
  CHECK(backups[0].nummer == 3);
  CHECK(need(kluis.store->backups().newest(kluis.folder / "backups"))->nummer == 4);
}

TEST_CASE("a backup that fails leaves the ones before it and nothing half") {
  Kluis kluis;
  kluis.back_up(1);
  fs::remove(kluis.folder / "kluis.pem");
  CHECK_FALSE(kluis.store->backups().create(kluis.plaats(1), moment(30)).has_value());
  CHECK(files_of(kluis.folder / "backups").size() == 1);
  CHECK_FALSE(fs::exists(kluis.folder / "data" / "backup"));
}

TEST_CASE("a backup that does not read back as it was written fails, and nothing of it is left") {
  Kluis kluis;
  kluis.add_in_productie();
  need(kluis.deliver(dag(2), dagbestand(kVeertig)));
  kluis.back_up(1);
  std::atomic<bool> ended{false};
  std::atomic<int> damaged{0};
  std::thread disk([&] {
    const auto part = [&](int number) {
      return kluis.folder / "backups" / "000002.nieuw" / (std::to_string(number) + ".cms");
    };
    while (!ended && damaged == 0) {
      if (!fs::exists(part(2))) continue;
      flip_a_byte(part(1), 7);
      ++damaged;
    }
  });
  const auto made = kluis.store->backups().create(kluis.plaats(1), moment(30));
  ended = true;
  disk.join();
  REQUIRE(damaged == 1);
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().code == ErrorCode::corrupt);
  CHECK(files_of(kluis.folder / "backups") == std::vector{kluis.folder / "backups" / "000001"});
  CHECK(need(kluis.store->backups().newest(kluis.folder / "backups"))->nummer == 1);
}

TEST_CASE("a backup that lost bytes is shown as such, and no good one goes for it") {
  Kluis kluis;
  for (int i = 0; i < 2; ++i) kluis.back_up(2);
  fs::resize_file(kluis.folder / "backups" / "000002" / "1.cms", 9);
  CHECK(need(kluis.store->backups().newest(kluis.folder / "backups"))->nummer == 1);
  kluis.back_up(2);
  const auto backups = need(kluis.store->backups().list(kluis.folder / "backups"));
  REQUIRE(backups.size() == 3);
  CHECK_FALSE(backups[0].fout);
  CHECK(backups[1].fout.value_or("").find("000002") != std::string::npos);
}

TEST_CASE("where the backups were and are not, none is begun; in another folder it is") {
  Kluis kluis;
  kluis.back_up();
  const auto there = kluis.folder / "backups";
  const auto away = kluis.folder / "losgekoppeld";
  fs::rename(there, away);
  for (const bool mount_point : {false, true}) {
    if (mount_point) fs::create_directory(there);
    const auto refused = kluis.store->backups().create(kluis.plaats(), moment(30));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::missing);
    CHECK(refused.error().message.find("is de schijf aangekoppeld?") != std::string::npos);
    CHECK(fs::exists(there) == mount_point);
  }
  fs::remove(there);
  fs::rename(away, there);
  CHECK(kluis.back_up().nummer == 2);
  auto elsewhere = kluis.plaats();
  elsewhere.doel = kluis.folder / "anders";
  CHECK(need(kluis.store->backups().create(elsewhere, moment(30))).nummer == 1);
}

TEST_CASE("a folder that is not a backup counts for nothing, whatever its name, and is left alone") {
  Kluis kluis;
  kluis.back_up();
  for (const auto* name : {"20261125", "000002", "7", "foto.nieuw"}) {
    fs::create_directories(kluis.folder / "backups" / name / "iets");
  }
  CHECK(kluis.back_up(1).nummer == 3);
  CHECK(need(kluis.store->backups().list(kluis.folder / "backups")).size() == 1);
  for (const auto* name : {"20261125", "000002", "7", "foto.nieuw"}) {
    CHECK(fs::exists(kluis.folder / "backups" / name / "iets"));
  }
}

TEST_CASE("on the disk of the database a backup needs twice its room, and twice the watermark besides") {
  Kluis kluis;
  std::uint64_t size = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kluis.folder / "data")) {
    if (entry.is_regular_file()) size += entry.file_size();
  }
  std::atomic<std::uint64_t> room{2 * Kluis::kGrens + size * 3 / 2};
  kluis.open_on([&] { return room.load(); });
  const auto refused = kluis.store->backups().create(kluis.plaats(), moment(30));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::unavailable);
  room = 2 * Kluis::kGrens + size * 3;
  kluis.back_up();
}

TEST_CASE("a disk that fills up while a backup is made ends it before answers stop") {
  Kluis kluis;
  int asked = 0;
  int enough = 1'000'000;
  kluis.open_on([&] { return ++asked > enough ? 2 * Kluis::kGrens - 1 : 1'000 * Kluis::kGrens; });
  asked = 0;
  kluis.back_up();
  const auto whole = asked;
  for (const int quarters : {1, 2, 3}) {
    enough = whole * quarters / 4;
    asked = 0;
    const auto refused = kluis.store->backups().create(kluis.plaats(), moment(30));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::unavailable);
    CHECK(files_of(kluis.folder / "backups").size() == 1);
    CHECK_FALSE(fs::exists(kluis.folder / "data" / "backup"));
    CHECK_FALSE(kluis.store->trouble());
  }
}

TEST_CASE("what happened after the backup is back in the audit log from its copy, and who ended since is ended again") {
  Kluis kluis(true);
  kluis.add_in_productie();
  need(kluis.deliver(dag(2), dagbestand(kVeertig)));
  kluis.back_up();
  const auto end = [&](const std::string& actor) {
    need(kluis.store->registry().move_aansluiting(kCode, {vish::proto::Aansluitfase::beeindigd, "klaar", std::nullopt},
                                                  handeling("aansluiting.end", actor)));
  };
  need(kluis.move(vish::proto::Aansluitfase::geschorst));
  end(kEerste);
  end(kTweede);
  need(kluis.store->audit().append_and_wait({{handeling("iets.later")}, {}}));
  const auto lines = kluis.store->audit().size();
  const auto database_id = kluis.store->database_id();
  kluis.close();
  fs::remove_all(kluis.folder / "data");

  const auto teruggezet = need(kluis.put_back(1));
  CHECK(teruggezet.terugzetting.uit_kopie == 4);
  CHECK(teruggezet.opnieuw_beeindigd == std::vector{kCode});
  REQUIRE(teruggezet.nog_te_doen.size() == 1);
  CHECK(teruggezet.nog_te_doen.front().handeling == "aansluiting.fase");
  CHECK(teruggezet.nog_te_doen.front().onderwerp == kCode);
  kluis.take_over();
  CHECK(kluis.store->database_id() == database_id);
  CHECK(kluis.store->audit().size() > lines);
  CHECK(kluis.fase() == vish::proto::Aansluitfase::beeindigd);
  need(kluis.store->answer_again(handeling("backup.open")));
  CHECK(kluis.count(kVeertig) == 0);
}

TEST_CASE("a recipient may have a key on an elliptic curve; who is not one cannot read") {
  const TempFolder folder;
  make_recipient(folder.path(), "kromme", EVP_EC_gen("P-256"));
  make_recipient(folder.path(), "ander", EVP_EC_gen("P-256"));
  const auto message = need(need(storage::Ontvangers::load(folder / "kromme.pem")).encrypt("geheim"));
  CHECK(need(need(storage::Ontvangersleutel::load(folder / "kromme.key")).decrypt(message)) == "geheim");
  CHECK_FALSE(need(storage::Ontvangersleutel::load(folder / "ander.key")).decrypt(message).has_value());
  CHECK_FALSE(storage::check_ontvangers(folder / "kromme.key").has_value());
}
