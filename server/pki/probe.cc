#include "server/pki/probe.h"

#include <openssl/asn1t.h>
#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <algorithm>

#include "server/pki/crl.h"
#include "server/pki/strength.h"

namespace vish::server {
namespace {

using DistributionPoints = std::unique_ptr<CRL_DIST_POINTS, OpensslDeleter<CRL_DIST_POINTS_free>>;
using DistributionPoint = std::unique_ptr<DIST_POINT, OpensslDeleter<DIST_POINT_free>>;

/// The present attempt, where the callbacks of OpenSSL find it.
struct Attempt {
  const X509& authority;
  std::vector<int> errors;
};

Attempt& attempt_of(X509_STORE_CTX* context) { return *static_cast<Attempt*>(X509_STORE_CTX_get_app_data(context)); }

/// Makes OpenSSL accept that the CA on trial issued the probe, also where another CA has the same name.
int issued_by(X509_STORE_CTX* context, X509* certificate, X509* issuer) {
  if (certificate != X509_STORE_CTX_get0_cert(context))
    return X509_check_issued(issuer, certificate) == X509_V_OK ? 1 : 0;
  return X509_cmp(issuer, &attempt_of(context).authority) == 0 ? 1 : 0;
}

int take_signatures_for_good(X509_STORE_CTX* /*context*/) { return 1; }

bool is_about_lists(int error) {
  switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_CRL:
    case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER:
    case X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE:
    case X509_V_ERR_CRL_SIGNATURE_FAILURE:
    case X509_V_ERR_CRL_NOT_YET_VALID:
    case X509_V_ERR_CRL_HAS_EXPIRED:
    case X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD:
    case X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD:
    case X509_V_ERR_KEYUSAGE_NO_CRL_SIGN:
    case X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION:
    case X509_V_ERR_DIFFERENT_CRL_SCOPE:
    case X509_V_ERR_CRL_PATH_VALIDATION_ERROR:
      return true;
    default:
      return false;
  }
}

int note_list_error(int accepted, X509_STORE_CTX* context) {
  const int error = X509_STORE_CTX_get_error(context);
  if (accepted == 1 || !is_about_lists(error)) return 1;
  attempt_of(context).errors.push_back(error);
  return 0;
}

int note_authority_error(int accepted, X509_STORE_CTX* context) {
  if (accepted == 1) return 1;
  auto& attempt = attempt_of(context);
  const auto* at = X509_STORE_CTX_get_current_cert(context);
  const int error = X509_STORE_CTX_get_error(context);
  // OpenSSL names the CA above, whose path length is exceeded; a CA too deep below it is refused.
  const bool is_too_deep = error == X509_V_ERR_PATH_LENGTH_EXCEEDED;
  if (at != nullptr && (is_too_deep || X509_cmp(at, &attempt.authority) == 0)) attempt.errors.push_back(error);
  return 1;
}

/// Verifies the probe; false when OpenSSL ended before it had checked anything.
bool look(X509_STORE& store, X509& subject, std::time_t when, X509_STORE_CTX_verify_cb note, Attempt& attempt) {
  const StoreContextPtr context(X509_STORE_CTX_new());
  require_openssl(context && X509_STORE_CTX_init(context.get(), &store, &subject, nullptr) == 1, "nazien");
  X509_STORE_CTX_set_app_data(context.get(), &attempt);
  X509_STORE_CTX_set_verify_cb(context.get(), note);
  X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(context.get()), when);
  const bool done = X509_verify_cert(context.get()) == 1;
  ERR_clear_error();
  return done;
}

StorePtr empty_store(std::uint64_t flags) {
  StorePtr store(X509_STORE_new());
  require_openssl(store && X509_STORE_set_flags(store.get(), flags) == 1, "nazien");
  X509_STORE_set_check_issued(store.get(), issued_by);
  return store;
}

void name_distribution_point(X509& probe, const X509_CRL& list) {
  const auto scope = scope_of(list);
  if (!scope || scope->distpoint == nullptr) return;
  const DistributionPoints points(CRL_DIST_POINTS_new());
  DistributionPoint point(DIST_POINT_new());
  require_openssl(points && point, "verspreidingspunt");
  point->distpoint = static_cast<DIST_POINT_NAME*>(ASN1_item_dup(ASN1_ITEM_rptr(DIST_POINT_NAME), scope->distpoint));
  require_openssl(point->distpoint != nullptr && sk_DIST_POINT_push(points.get(), point.get()) > 0,
                  "verspreidingspunt");
  [[maybe_unused]] const auto* owned_by_points = point.release();
  require_openssl(X509_add1_ext_i2d(&probe, NID_crl_distribution_points, points.get(), 0, 0) == 1, "verspreidingspunt");
}

/// Adds the demands on a CA beyond those of OpenSSL.
void add_own_errors(X509& authority, std::vector<int>& errors) {
  const X509_ALGOR* algorithm = nullptr;
  X509_get0_signature(nullptr, &algorithm, &authority);
  const bool is_root = X509_self_signed(&authority, 0) == 1;
  if (!is_strong_key(authority)) errors.push_back(X509_V_ERR_CA_KEY_TOO_SMALL);
  if (!is_root && !is_strong_signature(*algorithm)) errors.push_back(X509_V_ERR_CA_MD_TOO_WEAK);
  if ((X509_get_key_usage(&authority) & KU_CRL_SIGN) == 0) errors.push_back(X509_V_ERR_KEYUSAGE_NO_CRL_SIGN);
}

}  // namespace

X509Ptr make_probe(const X509& authority, const X509_CRL* list) {
  constexpr long kV3 = 2;
  constexpr int kBits = 127;
  X509Ptr probe(X509_new());
  const PkeyPtr key(EVP_EC_gen("P-256"));
  const BignumPtr number(BN_new());
  require_openssl(probe && key && number, "proefcertificaat");
  auto* certificate = probe.get();
  require_openssl(X509_set_version(certificate, kV3) == 1 &&
                      BN_rand(number.get(), kBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
                      BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr &&
                      X509_set_issuer_name(certificate, X509_get_subject_name(&authority)) == 1 &&
                      X509_set1_notBefore(certificate, X509_get0_notBefore(&authority)) == 1 &&
                      X509_set1_notAfter(certificate, X509_get0_notAfter(&authority)) == 1 &&
                      X509_set_pubkey(certificate, key.get()) == 1,
                  "proefcertificaat");
  if (list != nullptr) name_distribution_point(*certificate, *list);
  require_openssl(X509_sign(certificate, key.get(), EVP_sha256()) > 0, "proefcertificaat");
  return probe;
}

int list_error(X509& subject, X509& authority, X509_CRL& list) {
  const auto store = empty_store(X509_V_FLAG_CRL_CHECK | X509_V_FLAG_PARTIAL_CHAIN);
  X509_STORE_set_verify(store.get(), take_signatures_for_good);
  require_openssl(X509_STORE_add_cert(store.get(), &authority) == 1 && X509_STORE_add_crl(store.get(), &list) == 1,
                  "intrekkingslijst");
  Attempt attempt{authority, {}};
  const bool done = look(*store, subject, to_time(*X509_CRL_get0_lastUpdate(&list)), note_list_error, attempt);
  if (!attempt.errors.empty()) return attempt.errors.front();
  return done ? X509_V_OK : X509_V_ERR_UNSPECIFIED;
}

std::vector<int> authority_errors(X509& authority, const std::vector<std::shared_ptr<X509>>& all, std::time_t now) {
  const auto store = empty_store(X509_V_FLAG_X509_STRICT);
  X509_STORE_set_purpose(store.get(), X509_PURPOSE_SSL_CLIENT);
  X509_VERIFY_PARAM_set_auth_level(X509_STORE_get0_param(store.get()), kAuthLevel);
  for (const auto& each : all) require_openssl(X509_STORE_add_cert(store.get(), each.get()) == 1, "vertrouwde CA");
  const auto probe = make_probe(authority, nullptr);
  Attempt attempt{authority, {}};
  look(*store, *probe, now, note_authority_error, attempt);
  add_own_errors(authority, attempt.errors);
  auto& errors = attempt.errors;
  std::sort(errors.begin(), errors.end());
  errors.erase(std::unique(errors.begin(), errors.end()), errors.end());
  return errors;
}

}  // namespace vish::server
