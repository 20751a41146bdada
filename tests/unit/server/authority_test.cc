#include "server/pki/authority.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <ctime>
#include <fstream>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/pki/authorities.h"
#include "server/pki/trust.h"
#include "support/temp_folder.h"
#include "vishctl/demo/certificate.h"

namespace vish::server {
namespace {

using vishctl::Identity;
using vishctl::make_empty_crl;
using vishctl::make_identity;
using vishctl::to_pem;
using vishctl::Usage;

using Texts = std::vector<std::string>;
using AsnTime = std::unique_ptr<ASN1_TIME, OpensslDeleter<ASN1_TIME_free>>;

constexpr std::time_t kDay = 24 * 3600;

AsnTime in_days(int days) { return AsnTime(X509_gmtime_adj(nullptr, days * kDay)); }

ExtensionPtr extension(X509* issuer, X509* subject, X509_CRL* list, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, subject, nullptr, list, 0);
  X509V3_set_ctx_nodb(&context);
  ExtensionPtr made(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  require_openssl(made != nullptr, value);
  return made;
}

/// A CA below `parent`, or a root.
Identity make_ca(const std::string& name, const Identity* parent, const std::string& constraints = "critical,CA:TRUE") {
  auto made = make_identity({"Proef", name, ""}, Usage::root, nullptr);
  auto& issuer = parent == nullptr ? *made.certificate : *parent->certificate;
  auto* certificate = made.certificate.get();
  X509_set_issuer_name(certificate, X509_get_subject_name(&issuer));
  const int at = X509_get_ext_by_NID(certificate, NID_basic_constraints, -1);
  const ExtensionPtr old(X509_delete_ext(certificate, at));
  for (const auto& [nid, value] : {std::pair(NID_basic_constraints, constraints),
                                   std::pair(NID_authority_key_identifier, std::string("keyid:always"))}) {
    X509_add_ext(certificate, extension(&issuer, certificate, nullptr, nid, value).get(), -1);
  }
  X509_sign(certificate, (parent == nullptr ? made : *parent).key.get(), EVP_sha256());
  return made;
}

/// As it is read from a file: only then OpenSSL can tell it from others.
SharedCrl read_anew(const X509_CRL& list) {
  const auto text = to_pem(list);
  const BioPtr bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  return CrlPtr(PEM_read_bio_X509_CRL(bio.get(), nullptr, nullptr, nullptr));
}

/// A list from and until so many days from now, numbered by its day; `scope` is
/// for whom, empty: for all.
SharedCrl make_list(const Identity& ca, std::pair<int, int> days, const std::string& scope, X509* revoked = nullptr) {
  CrlPtr list = make_empty_crl(ca);
  X509_CRL_set1_lastUpdate(list.get(), in_days(days.first).get());
  X509_CRL_set1_nextUpdate(list.get(), in_days(days.second).get());
  constexpr long kToday = 1000;
  const std::unique_ptr<ASN1_INTEGER, OpensslDeleter<ASN1_INTEGER_free>> number(ASN1_INTEGER_new());
  ASN1_INTEGER_set(number.get(), kToday + days.first);
  X509_CRL_add1_ext_i2d(list.get(), NID_crl_number, number.get(), 0, X509V3_ADD_REPLACE);
  if (!scope.empty()) {
    const auto made =
        extension(ca.certificate.get(), nullptr, list.get(), NID_issuing_distribution_point, "critical," + scope);
    X509_CRL_add_ext(list.get(), made.get(), -1);
  }
  if (revoked != nullptr) {
    auto* entry = X509_REVOKED_new();
    X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(revoked));
    X509_REVOKED_set_revocationDate(entry, in_days(days.first).get());
    X509_CRL_add0_revoked(list.get(), entry);
  }
  X509_CRL_sign(list.get(), ca.key.get(), EVP_sha256());
  return read_anew(*list);
}

Identity make_client(const Identity& ca) {
  return make_identity({"Proef", "proef", "00000099000000040000"}, Usage::client, &ca);
}

/// A root that issues to a client, and to a CA that does so too.
struct Pki {
  Identity root = make_ca("stam", nullptr);
  Identity below = make_ca("onder", &root);
  Identity of_root = make_client(root);
  Identity revoked = make_client(root);
  Identity of_below = make_client(below);
  test::TempFolder folder;

  Pki() { write("ca.pem", to_pem(*root.certificate) + to_pem(*below.certificate)); }

  void write(const std::string& name, const std::string& text) const { std::ofstream(folder / name) << text; }

  /// Trusts both, with those lists of the root.
  std::unique_ptr<Trust> trust(std::initializer_list<SharedCrl> lists) const {
    std::filesystem::create_directory(folder / "lijsten");
    write("lijsten/onder.crl", to_pem(*make_list(below, {-9, 30}, "")));
    int number = 0;
    for (const auto& list : lists) write("lijsten/" + std::to_string(++number) + ".crl", to_pem(*list));
    auto made = std::make_unique<Trust>(Trust::Files{folder / "ca.pem", folder / "lijsten", ""});
    notices = made->refresh(std::time(nullptr));
    return made;
  }

  /// The root with its lists.
  Authority authority() const {
    Authority made(shared(root));
    made.add_below(shared(below));
    return made;
  }

  static SharedCertificate shared(const Identity& identity) {
    X509_up_ref(identity.certificate.get());
    return X509Ptr(identity.certificate.get());
  }

  mutable Texts notices;
};

bool lets_in(const Trust& trust, const Identity& client, const Identity* ca = nullptr) {
  STACK_OF(X509)* chain = sk_X509_new_null();
  if (ca != nullptr) sk_X509_push(chain, ca->certificate.get());
  const bool in = trust.verify(*client.certificate, chain) == X509_V_OK;
  sk_X509_free(chain);
  return in;
}

bool tells(const Texts& texts, const std::string& part) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const auto& text) { return text.find(part) != std::string::npos; });
}

TEST_CASE("a list for CAs only that follows on one for all is taken beside it, and what it lacks is told at once") {
  const Pki pki;
  const auto trust = pki.trust({make_list(pki.root, {-9, 30}, ""), make_list(pki.root, {-1, 60}, "onlyCA:TRUE")});
  CHECK(lets_in(*trust, pki.of_root));
  CHECK(lets_in(*trust, pki.of_below, &pki.below));

  auto authority = pki.authority();
  const auto now = std::time(nullptr);
  authority.offer(make_list(pki.root, {-9, 30}, ""), now, false);
  CHECK(authority.offer(make_list(pki.root, {-1, 60}, "onlyCA:TRUE"), now, true).answer == Authority::Answer::taken);
  CHECK(tells(authority.shortcomings(now), "dekt niet elk certificaat van een client"));
  CHECK(authority.lists().size() == 2);
}

TEST_CASE("when the last list for users has ended that is told, and that it is not so for the CAs") {
  const Pki pki;
  const auto trust = pki.trust({make_list(pki.root, {-9, -1}, ""), make_list(pki.root, {-2, 60}, "onlyCA:TRUE")});
  CHECK_FALSE(lets_in(*trust, pki.of_root));
  CHECK(lets_in(*trust, pki.of_below, &pki.below));
  CHECK(tells(pki.notices, "voor elk certificaat van een client is verlopen"));
  CHECK(pki.notices.size() == 1);
  CHECK(trust->authorities().at(0).next_update.value() < std::time(nullptr));
  CHECK_FALSE(trust->lacks_lists(std::time(nullptr)));
}

TEST_CASE("a root that had no list for users for a month issues to none") {
  const Pki pki;
  pki.trust({make_list(pki.root, {-90, -31}, ""), make_list(pki.root, {-32, 60}, "onlyCA:TRUE")});
  CHECK(pki.notices.empty());
  pki.trust({make_list(pki.root, {-90, -29}, ""), make_list(pki.root, {-32, 60}, "onlyCA:TRUE")});
  CHECK(pki.notices.size() == 1);
}

TEST_CASE("an overdue list for users does not yield to one for all that was issued before it") {
  const Pki pki;
  const auto earlier = make_list(pki.root, {-9, 30}, "");
  const auto overdue = make_list(pki.root, {-5, -1}, "onlyuser:TRUE", pki.revoked.certificate.get());
  const auto trust = pki.trust({earlier, overdue});
  CHECK_FALSE(lets_in(*trust, pki.revoked));
  CHECK_FALSE(lets_in(*trust, pki.of_root));
  CHECK(lets_in(*trust, pki.of_below, &pki.below));
  CHECK(tells(pki.notices, "voor elk certificaat van een client is verlopen"));
  // A later one for CAs holds nothing of users, so that they still wait for one.
  const auto beside = pki.trust({earlier, overdue, make_list(pki.root, {-2, 30}, "onlyCA:TRUE")});
  CHECK_FALSE(lets_in(*beside, pki.revoked));
  CHECK(lets_in(*beside, pki.of_below, &pki.below));
  const auto later = pki.trust({earlier, overdue, make_list(pki.root, {-3, 30}, "", pki.revoked.certificate.get())});
  CHECK_FALSE(lets_in(*later, pki.revoked));
  CHECK(lets_in(*later, pki.of_root));
}

TEST_CASE("an overdue list of a distribution point holds an earlier one back for who names that point alone") {
  const Pki pki;
  const auto earlier = make_list(pki.root, {-9, 30}, "");
  const std::string point = "fullname:URI:http://crl.voorbeeld.invalid/";
  const auto trust = pki.trust(
      {earlier, make_list(pki.root, {-5, -1}, point + "een.crl"), make_list(pki.root, {-2, 30}, point + "twee.crl")});
  auto named = make_client(pki.root);
  const auto points = extension(pki.root.certificate.get(), named.certificate.get(), nullptr,
                                NID_crl_distribution_points, "URI:http://crl.voorbeeld.invalid/een.crl");
  X509_add_ext(named.certificate.get(), points.get(), -1);
  X509_sign(named.certificate.get(), pki.root.key.get(), EVP_sha256());
  CHECK_FALSE(lets_in(*trust, named));
  CHECK(lets_in(*trust, pki.of_root));
  CHECK(lets_in(*trust, pki.of_below, &pki.below));
}

TEST_CASE("a CA that stands too deep below another is named, and the other is not") {
  const auto root = make_ca("stam", nullptr, "critical,CA:TRUE,pathlen:0");
  const auto below = make_ca("onder", &root);
  const test::TempFolder folder;
  std::ofstream(folder / "ca.pem") << to_pem(*root.certificate) << to_pem(*below.certificate);
  Authorities authorities(folder / "ca.pem");
  Texts ignored;
  const auto now = std::time(nullptr);
  authorities.offer_files({make_list(root, {-1, 30}, ""), make_list(below, {-1, 30}, "")}, now, ignored);
  const auto remarks = authorities.remarks(now);
  REQUIRE(remarks.size() == 1);
  CHECK(tells(remarks, "CN=onder"));
  CHECK(tells(remarks, "pathLenConstraint"));
  CHECK_FALSE(authorities.lacks_lists(now));
}

}  // namespace
}  // namespace vish::server
