#include "server/pki/trust.h"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <string>

#include "base/core/new_file.h"
#include "support/temp_folder.h"
#include "vishctl/demo/certificate.h"
#include "vishctl/demo/demo_pki.h"

namespace vish::server {
namespace {

using vishctl::Identity;
using vishctl::make_empty_crl;
using vishctl::make_identity;
using vishctl::to_pem;
using vishctl::Usage;

/// A root with its empty list, and nobody else.
class Root {
 public:
  Root() {
    write_new_file(folder_ / "ca.pem", to_pem(*root_.certificate), kPublicFile);
    std::filesystem::create_directory(lists());
    write_new_file(lists() / "ca.crl", to_pem(*make_empty_crl(root_)), kPublicFile);
  }

  Trust trust() const { return Trust({folder_ / "ca.pem", lists(), folder_ / "bewaard"}); }
  std::filesystem::path lists() const { return folder_ / "lijsten"; }
  std::filesystem::path saved() const { return folder_ / "bewaard"; }

  /// A client's certificate, signed again with another key in it.
  X509Ptr client(PkeyPtr key) const {
    auto made = make_identity({"Proef", "proef", "00000099000000040000"}, Usage::client, &root_);
    if (key) X509_set_pubkey(made.certificate.get(), key.get());
    X509_sign(made.certificate.get(), root_.key.get(), EVP_sha256());
    return std::move(made.certificate);
  }

 private:
  test::TempFolder folder_;
  Identity root_ = make_identity({"Proef", "Proefstam", ""}, Usage::root, nullptr);
};

PkeyPtr curve(const char* name) { return PkeyPtr(EVP_EC_gen(name)); }
PkeyPtr rsa(std::size_t bits) { return PkeyPtr(EVP_RSA_gen(bits)); }

TEST_CASE("nobody is trusted before the lists were read") {
  const Root root;
  auto trust = root.trust();
  const auto client = root.client(nullptr);
  CHECK(trust.verify(*client, nullptr) == X509_V_ERR_UNABLE_TO_GET_CRL);
  const auto epoch = trust.epoch();
  CHECK(trust.refresh(std::time(nullptr)).empty());
  CHECK(trust.epoch() != epoch);
  CHECK(trust.verify(*client, nullptr) == X509_V_OK);
}

TEST_CASE("a certificate that its CA did not sign is refused before any list is looked at") {
  const Root root;
  auto trust = root.trust();
  const auto forged = root.client(nullptr);
  X509_sign(forged.get(), curve("P-256").get(), EVP_sha256());
  CHECK(trust.verify(*forged, nullptr) == X509_V_ERR_CERT_SIGNATURE_FAILURE);
  trust.refresh(std::time(nullptr));
  CHECK(trust.verify(*forged, nullptr) == X509_V_ERR_CERT_SIGNATURE_FAILURE);
}

TEST_CASE("only curves and sizes of keys that PKIoverheid allows are accepted") {
  const Root root;
  auto trust = root.trust();
  trust.refresh(std::time(nullptr));
  for (const auto* good : {"P-256", "P-384", "P-521"}) {
    CHECK(trust.verify(*root.client(curve(good)), nullptr) == X509_V_OK);
  }
  for (const auto* weak : {"P-224", "secp256k1", "brainpoolP256r1", "brainpoolP512r1", "prime239v1"}) {
    INFO(weak);
    CHECK(trust.verify(*root.client(curve(weak)), nullptr) == X509_V_ERR_EE_KEY_TOO_SMALL);
  }
  CHECK(trust.verify(*root.client(rsa(2048)), nullptr) == X509_V_OK);
  CHECK(trust.verify(*root.client(rsa(2047)), nullptr) == X509_V_ERR_EE_KEY_TOO_SMALL);
  CHECK(trust.verify(*root.client(PkeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"))), nullptr) ==
        X509_V_ERR_EE_KEY_TOO_SMALL);
}

TEST_CASE("looking at the same lists again changes nothing, and a list that ran out does so once") {
  const Root root;
  auto trust = root.trust();
  const auto now = std::time(nullptr);
  trust.refresh(now);
  const auto epoch = trust.epoch();
  CHECK(trust.refresh(now + 10).empty());
  CHECK(trust.epoch() == epoch);
  const auto next = trust.authorities().at(0).next_update.value();
  CHECK(trust.refresh(next).size() == 1);
  CHECK(trust.epoch() == epoch + 1);
  trust.refresh(next + 10);
  CHECK(trust.epoch() == epoch + 1);
}

/// What is wrong with a file, and then of which CA none is left that serves.
bool tells_of_file_and_ca(const std::vector<std::string>& notices) {
  return notices.size() == 2 && notices[0].find("lijsten") != std::string::npos &&
         notices[1].find("geen bruikbare intrekkingslijst van") != std::string::npos;
}

TEST_CASE("a list that is gone or damaged stays in force as it was") {
  const Root root;
  auto trust = root.trust();
  trust.refresh(std::time(nullptr));
  const auto epoch = trust.epoch();
  std::ofstream(root.lists() / "ca.crl") << "-----BEGIN X509 CRL-----\nAAAA\n";
  CHECK(tells_of_file_and_ca(trust.refresh(std::time(nullptr))));
  std::filesystem::remove_all(root.lists());
  CHECK(tells_of_file_and_ca(trust.refresh(std::time(nullptr))));
  CHECK(trust.epoch() == epoch);
  CHECK(trust.verify(*root.client(nullptr), nullptr) == X509_V_OK);
}

TEST_CASE("whatever takes the place of a list is told in the same round, and the list stays in force") {
  const Root root;
  auto trust = root.trust();
  REQUIRE(trust.refresh(std::time(nullptr)).empty());
  const auto list = root.lists() / "ca.crl";
  const auto aside = root.lists() / ".ca.crl";
  std::filesystem::rename(list, aside);
  const auto notices = [&] { return trust.refresh(std::time(nullptr)); };
  const auto gone = notices();
  REQUIRE(gone.size() == 1);
  CHECK(gone[0].find("de vorige geldt nog, tot 20") != std::string::npos);
  std::filesystem::create_directory(list);
  CHECK(notices().size() == 1);
  std::filesystem::remove(list);
  std::filesystem::create_symlink("/nergens/ca.crl", list);
  CHECK(tells_of_file_and_ca(notices()));
  std::filesystem::remove(list);
  std::filesystem::create_symlink("ca.crl", list);
  CHECK(tells_of_file_and_ca(notices()));
  std::filesystem::remove(list);
  REQUIRE(::mkfifo(list.c_str(), 0600) == 0);
  CHECK(tells_of_file_and_ca(notices()));
  CHECK(trust.verify(*root.client(nullptr), nullptr) == X509_V_OK);
  std::filesystem::rename(aside, list);
  CHECK(notices().empty());
}

TEST_CASE("the lists in force serve at the next start, and only whole ones do") {
  const Root root;
  auto trust = root.trust();
  trust.refresh(std::time(nullptr));
  CHECK(trust.save().empty());
  std::filesystem::remove_all(root.lists());
  auto next = root.trust();
  CHECK(tells_of_file_and_ca(next.refresh(std::time(nullptr))));
  CHECK(next.verify(*root.client(nullptr), nullptr) == X509_V_OK);
  for (const auto& file : std::filesystem::directory_iterator(root.saved())) {
    std::filesystem::resize_file(file.path(), std::filesystem::file_size(file.path()) - 1);
  }
  auto damaged = root.trust();
  CHECK(damaged.refresh(std::time(nullptr)).size() == 3);
  CHECK(damaged.verify(*root.client(nullptr), nullptr) == X509_V_ERR_UNABLE_TO_GET_CRL);
}

TEST_CASE("saved lists serve as soon as the clock is right, also when it was behind at the start") {
  const Root root;
  auto trust = root.trust();
  trust.refresh(std::time(nullptr));
  CHECK(trust.save().empty());
  std::filesystem::remove_all(root.lists());
  auto next = root.trust();
  constexpr std::time_t kWeek = 7 * 24 * 3600;
  next.refresh(std::time(nullptr) - kWeek);
  CHECK(next.save().empty());
  CHECK(next.verify(*root.client(nullptr), nullptr) == X509_V_ERR_UNABLE_TO_GET_CRL);
  next.refresh(std::time(nullptr));
  CHECK(next.verify(*root.client(nullptr), nullptr) == X509_V_OK);
}

TEST_CASE("lists that cannot be saved are told, and serve all the same") {
  const Root root;
  std::ofstream(root.saved()) << "geen map";
  auto trust = root.trust();
  trust.refresh(std::time(nullptr));
  CHECK(trust.save().find("niet te bewaren") != std::string::npos);
  CHECK(trust.verify(*root.client(nullptr), nullptr) == X509_V_OK);
}

TEST_CASE("the demonstration trusts its own parties but for the server") {
  const test::TempFolder folder;
  vishctl::write_demo_pki(folder.path());
  Trust trust({folder / "ca.pem", folder / std::string(vishctl::kDemoCrls), ""});
  CHECK(trust.refresh(std::time(nullptr)).empty());
  for (const auto& party : vishctl::demo_parties()) {
    const BioPtr bio(BIO_new_file((folder / (std::string(party.bestand) + ".pem")).c_str(), "r"));
    const X509Ptr certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    CHECK((trust.verify(*certificate, nullptr) == X509_V_OK) == (party.usage == Usage::client));
  }
}

TEST_CASE("without a readable CA there is no trust at all") {
  const test::TempFolder folder;
  CHECK_THROWS_AS(Trust({folder / "ca.pem", folder.path(), ""}), std::runtime_error);
  std::ofstream(folder / "ca.pem") << "geen certificaat";
  CHECK_THROWS_AS(Trust({folder / "ca.pem", folder.path(), ""}), std::runtime_error);
}

}  // namespace
}  // namespace vish::server
