#include "vishctl/demo/demo_pki.h"

#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <string>

#include "base/core/identity_files.h"
#include "support/temp_folder.h"
#include "vishctl/demo/certificate.h"

namespace vish::vishctl {
namespace {

namespace fs = std::filesystem;

class Pki {
 public:
  Pki() { write_demo_pki(folder_.path()); }

  const fs::path& folder() const { return folder_.path(); }
  X509Ptr certificate(std::string_view name) const {
    const BioPtr bio(BIO_new_file((folder_ / (std::string(name) + ".pem")).c_str(), "r"));
    return X509Ptr(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  }
  PkeyPtr key(std::string_view name) const {
    const BioPtr bio(BIO_new_file((folder_ / (std::string(name) + ".key")).c_str(), "r"));
    return PkeyPtr(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  }

 private:
  test::TempFolder folder_;
};

bool verifies(const X509Ptr& root, const X509Ptr& leaf, int purpose) {
  const std::unique_ptr<X509_STORE, OpensslDeleter<X509_STORE_free>> store(X509_STORE_new());
  const std::unique_ptr<X509_STORE_CTX, OpensslDeleter<X509_STORE_CTX_free>> context(X509_STORE_CTX_new());
  X509_STORE_add_cert(store.get(), root.get());
  X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), nullptr);
  X509_STORE_CTX_set_purpose(context.get(), purpose);
  X509_VERIFY_PARAM_set_flags(X509_STORE_CTX_get0_param(context.get()), X509_V_FLAG_X509_STRICT);
  return X509_verify_cert(context.get()) == 1;
}

std::string subject_part(const X509Ptr& certificate, int nid) {
  std::string text(64, '\0');
  const auto size = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), nid, text.data(), 64);
  return text.substr(0, size < 0 ? 0 : static_cast<std::size_t>(size));
}

TEST_CASE("every demonstration certificate verifies against the root for its own purpose only") {
  const Pki pki;
  const auto root = pki.certificate("ca");
  for (const auto& party : demo_parties()) {
    INFO(party.bestand);
    const auto leaf = pki.certificate(party.bestand);
    CHECK(verifies(root, leaf, X509_PURPOSE_SSL_SERVER) == (party.usage == Usage::server));
    CHECK(verifies(root, leaf, X509_PURPOSE_SSL_CLIENT) == (party.usage == Usage::client));
  }
}

TEST_CASE("every demonstration party has a test OIN of twenty positions in its subject") {
  const Pki pki;
  for (const auto& party : demo_parties()) {
    const auto oin = subject_part(pki.certificate(party.bestand), NID_serialNumber);
    CHECK(oin == party.oin);
    CHECK(oin.size() == 20);
    CHECK(oin.starts_with("00000099"));
    CHECK(subject_part(pki.certificate(party.bestand), NID_countryName) == "NL");
  }
}

TEST_CASE("every demonstration key belongs to its certificate and is readable by its owner only") {
  const Pki pki;
  for (const auto* name : {"ca", "server", "gemeente", "leverancier", "deurwaarder", "deurwaarder2", "beheerder"}) {
    CHECK(X509_check_private_key(pki.certificate(name).get(), pki.key(name).get()) == 1);
    const auto file = pki.folder() / (std::string(name) + ".key");
    CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  }
}

TEST_CASE("the server certificate names localhost and its addresses") {
  const Pki pki;
  const auto server = pki.certificate("server");
  CHECK(X509_check_host(server.get(), "localhost", 0, 0, nullptr) == 1);
  CHECK(X509_check_ip_asc(server.get(), "127.0.0.1", 0) == 1);
  CHECK(X509_check_ip_asc(server.get(), "::1", 0) == 1);
  CHECK(X509_check_host(server.get(), "example.org", 0, 0, nullptr) == 0);
}

TEST_CASE("demonstration certificates have different fingerprints of 64 lower-case hex digits") {
  const Pki pki;
  std::set<std::string> prints;
  for (const auto& party : demo_parties()) {
    const auto print = certificate_fingerprint(pki.folder() / (std::string(party.bestand) + ".pem"));
    CHECK(print.size() == 64);
    CHECK(print.find_first_not_of("0123456789abcdef") == std::string::npos);
    prints.insert(print);
  }
  CHECK(prints.size() == demo_parties().size());
}

TEST_CASE("a demonstration PKI never overwrites a key") {
  const Pki pki;
  CHECK_THROWS_AS(write_demo_pki(pki.folder()), std::runtime_error);
}

}  // namespace
}  // namespace vish::vishctl
