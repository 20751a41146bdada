#include "vishctl/demo/certificate.h"

#include <openssl/pem.h>

#include <array>
#include <chrono>

namespace vish::vishctl {

namespace {

constexpr int kSerialBits = 128;
constexpr long kX509v3 = 2;
constexpr long kV2Crl = 1;
constexpr std::chrono::seconds kClockSkew = std::chrono::hours(1);
constexpr std::chrono::seconds kLeafLifetime = std::chrono::days(730);
constexpr std::chrono::seconds kRootLifetime = std::chrono::days(3650);

struct Extension {
  int nid;
  const char* value;
};

constexpr std::array kRootExtensions{
    Extension{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
    Extension{NID_key_usage, "critical,keyCertSign,cRLSign"},
    Extension{NID_subject_key_identifier, "hash"},
};
constexpr std::array kServerExtensions{
    Extension{NID_basic_constraints, "critical,CA:FALSE"},
    Extension{NID_key_usage, "critical,digitalSignature"},
    Extension{NID_ext_key_usage, "serverAuth"},
    Extension{NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1"},
    Extension{NID_crl_distribution_points, "URI:http://crl.voorbeeld.invalid/ca.crl"},
    Extension{NID_subject_key_identifier, "hash"},
    Extension{NID_authority_key_identifier, "keyid:always"},
};
constexpr std::array kClientExtensions{
    Extension{NID_basic_constraints, "critical,CA:FALSE"},
    Extension{NID_key_usage, "critical,digitalSignature"},
    Extension{NID_ext_key_usage, "clientAuth"},
    Extension{NID_subject_key_identifier, "hash"},
    Extension{NID_authority_key_identifier, "keyid:always"},
};
void set_serial(X509& certificate) {
  const BignumPtr number(BN_new());
  require_openssl(number && BN_rand(number.get(), kSerialBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
                      BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(&certificate)) != nullptr,
                  "serienummer");
}

void set_subject(X509& certificate, const Subject& subject) {
  auto* name = X509_get_subject_name(&certificate);
  const auto add = [name](int nid, const std::string& value) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(value.data());
    require_openssl(
        X509_NAME_add_entry_by_NID(name, nid, MBSTRING_UTF8, bytes, static_cast<int>(value.size()), -1, 0) == 1,
        "houder");
  };
  add(NID_countryName, "NL");
  add(NID_organizationName, subject.organisatie);
  add(NID_commonName, subject.naam);
  if (!subject.oin.empty()) add(NID_serialNumber, subject.oin);
}

void set_validity(X509& certificate, std::chrono::seconds lifetime) {
  require_openssl(X509_gmtime_adj(X509_getm_notBefore(&certificate), -kClockSkew.count()) != nullptr &&
                      X509_gmtime_adj(X509_getm_notAfter(&certificate), lifetime.count()) != nullptr,
                  "geldigheid");
}

template <class Extensions>
void add_extensions(X509& certificate, X509& issuer, const Extensions& extensions) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
  X509V3_set_ctx_nodb(&context);
  for (const auto& [nid, value] : extensions) {
    const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    require_openssl(extension && X509_add_ext(&certificate, extension.get(), -1) == 1, value);
  }
}

void add_extensions(X509& certificate, X509& issuer, Usage usage) {
  switch (usage) {
    case Usage::root:
      return add_extensions(certificate, issuer, kRootExtensions);
    case Usage::server:
      return add_extensions(certificate, issuer, kServerExtensions);
    case Usage::client:
      return add_extensions(certificate, issuer, kClientExtensions);
  }
}

}  // namespace

Identity make_identity(const Subject& subject, Usage usage, const Identity* issuer) {
  Identity made{X509Ptr(X509_new()), PkeyPtr(EVP_EC_gen("P-256"))};
  require_openssl(made.certificate && made.key, "sleutelpaar");
  auto& certificate = *made.certificate;
  auto& issuing_certificate = issuer == nullptr ? certificate : *issuer->certificate;
  require_openssl(X509_set_version(&certificate, kX509v3) == 1, "versie");
  set_serial(certificate);
  set_subject(certificate, subject);
  set_validity(certificate, usage == Usage::root ? kRootLifetime : kLeafLifetime);
  require_openssl(X509_set_issuer_name(&certificate, X509_get_subject_name(&issuing_certificate)) == 1 &&
                      X509_set_pubkey(&certificate, made.key.get()) == 1,
                  "uitgever");
  add_extensions(certificate, issuing_certificate, usage);
  auto* signing_key = issuer == nullptr ? made.key.get() : issuer->key.get();
  require_openssl(X509_sign(&certificate, signing_key, EVP_sha256()) > 0, "ondertekening");
  return made;
}

CrlPtr make_empty_crl(const Identity& issuer) {
  CrlPtr list(X509_CRL_new());
  const std::unique_ptr<ASN1_TIME, OpensslDeleter<ASN1_TIME_free>> from(X509_gmtime_adj(nullptr, -kClockSkew.count()));
  const std::unique_ptr<ASN1_TIME, OpensslDeleter<ASN1_TIME_free>> next(
      X509_gmtime_adj(nullptr, kLeafLifetime.count()));
  require_openssl(list && from && next && X509_CRL_set_version(list.get(), kV2Crl) == 1 &&
                      X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(issuer.certificate.get())) == 1 &&
                      X509_CRL_set1_lastUpdate(list.get(), from.get()) == 1 &&
                      X509_CRL_set1_nextUpdate(list.get(), next.get()) == 1,
                  "intrekkingslijst");
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer.certificate.get(), nullptr, nullptr, list.get(), 0);
  X509V3_set_ctx_nodb(&context);
  const ExtensionPtr key(X509V3_EXT_conf_nid(nullptr, &context, NID_authority_key_identifier, "keyid:always"));
  const std::unique_ptr<ASN1_INTEGER, OpensslDeleter<ASN1_INTEGER_free>> number(ASN1_INTEGER_new());
  require_openssl(key && number && X509_CRL_add_ext(list.get(), key.get(), -1) == 1 &&
                      ASN1_INTEGER_set(number.get(), 1) == 1 &&
                      X509_CRL_add1_ext_i2d(list.get(), NID_crl_number, number.get(), 0, 0) == 1,
                  "nummer");
  require_openssl(X509_CRL_sign(list.get(), issuer.key.get(), EVP_sha256()) > 0, "ondertekening");
  return list;
}

std::string to_pem(const X509_CRL& list) {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  require_openssl(bio && PEM_write_bio_X509_CRL(bio.get(), &list) == 1, "intrekkingslijst");
  return bio_bytes(*bio);
}

std::string to_pem(const X509& certificate) {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  require_openssl(bio && PEM_write_bio_X509(bio.get(), &certificate) == 1, "certificaat");
  return bio_bytes(*bio);
}

std::string to_pem(const EVP_PKEY& key) {
  const BioPtr bio(BIO_new(BIO_s_secmem()));
  require_openssl(bio && PEM_write_bio_PKCS8PrivateKey(bio.get(), &key, nullptr, nullptr, 0, nullptr, nullptr) == 1,
                  "sleutel");
  return bio_bytes(*bio);
}

}  // namespace vish::vishctl
