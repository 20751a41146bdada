#include "server/pki/strength.h"

#include <openssl/core_names.h>
#include <openssl/rsa.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace vish::server {
namespace {

constexpr int kMinRsaBits = 2048;
constexpr std::array kDigests{NID_sha256, NID_sha384, NID_sha512};
constexpr std::array kCurves{NID_X9_62_prime256v1, NID_secp384r1, NID_secp521r1};

using PssPtr = std::unique_ptr<RSA_PSS_PARAMS, OpensslDeleter<RSA_PSS_PARAMS_free>>;

template <std::size_t N>
bool contains(const std::array<int, N>& known, int nid) {
  return std::find(known.begin(), known.end(), nid) != known.end();
}

int nid_of(const X509_ALGOR& algorithm) {
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, &algorithm);
  return OBJ_obj2nid(object);
}

/// Returns the digest of RSA-PSS parameters; NID_undef for absent parameters, which would mean SHA-1.
int pss_digest(const X509_ALGOR& algorithm) {
  const PssPtr parameters(
      static_cast<RSA_PSS_PARAMS*>(ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(RSA_PSS_PARAMS), algorithm.parameter)));
  return parameters && parameters->hashAlgorithm != nullptr ? nid_of(*parameters->hashAlgorithm) : NID_undef;
}

int weakness(const X509& certificate, bool is_client, bool is_root) {
  if (!is_strong_key(certificate)) return is_client ? X509_V_ERR_EE_KEY_TOO_SMALL : X509_V_ERR_CA_KEY_TOO_SMALL;
  const X509_ALGOR* algorithm = nullptr;
  X509_get0_signature(nullptr, &algorithm, &certificate);
  return is_root || is_strong_signature(*algorithm) ? X509_V_OK : X509_V_ERR_CA_MD_TOO_WEAK;
}

/// OpenSSL allows a purpose that a certificate leaves out; this demands that the certificate states it.
bool is_for_clients(X509& certificate) {
  const auto flags = X509_get_extension_flags(&certificate);
  const bool says_both = (flags & EXFLAG_KUSAGE) != 0 && (flags & EXFLAG_XKUSAGE) != 0;
  return says_both && X509_check_ca(&certificate) == 0 &&
         (X509_get_key_usage(&certificate) & KU_DIGITAL_SIGNATURE) != 0 &&
         (X509_get_extended_key_usage(&certificate) & XKU_SSL_CLIENT) != 0;
}

}  // namespace

bool is_strong_signature(const X509_ALGOR& algorithm) {
  const int nid = nid_of(algorithm);
  if (nid == NID_rsassaPss) return contains(kDigests, pss_digest(algorithm));
  int digest = NID_undef;
  int key = NID_undef;
  if (OBJ_find_sigid_algs(nid, &digest, &key) != 1) return false;
  return contains(kDigests, digest) && (key == NID_rsaEncryption || key == NID_X9_62_id_ecPublicKey);
}

bool is_strong_key(const X509& certificate) {
  const auto* key = X509_get0_pubkey(&certificate);
  if (key == nullptr) return false;
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
    case EVP_PKEY_RSA_PSS:
      return EVP_PKEY_get_bits(key) >= kMinRsaBits;
    case EVP_PKEY_EC: {
      std::array<char, 64> curve{};
      std::size_t length = 0;
      return EVP_PKEY_get_group_name(key, curve.data(), curve.size(), &length) == 1 &&
             contains(kCurves, OBJ_sn2nid(curve.data()));
    }
    default:
      return false;
  }
}

int verify_strength(int accepted, X509_STORE_CTX* context) {
  auto* certificate = X509_STORE_CTX_get_current_cert(context);
  if (accepted != 1 || certificate == nullptr) return accepted;
  const bool is_client = X509_STORE_CTX_get_error_depth(context) == 0;
  const bool is_root = X509_self_signed(certificate, 0) == 1;
  int error = weakness(*certificate, is_client, is_root);
  if (error == X509_V_OK && is_client && !is_for_clients(*certificate)) error = X509_V_ERR_INVALID_PURPOSE;
  if (error == X509_V_OK) return accepted;
  X509_STORE_CTX_set_error(context, error);
  return 0;
}

}  // namespace vish::server
