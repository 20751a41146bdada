#include "server/tls/tls_algorithms.h"

#include "base/core/openssl_ptr.h"

namespace vish::server {
namespace {

constexpr auto kTls12Ciphers =
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:"
    "ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256";
constexpr auto kGroups = "X25519:P-256:P-384:P-521";
constexpr auto kSignatures =
    "ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:RSA-PSS+SHA256:RSA-PSS+SHA384:RSA-PSS+SHA512:"
    "rsa_pss_pss_sha256:rsa_pss_pss_sha384:rsa_pss_pss_sha512:RSA+SHA256:RSA+SHA384:RSA+SHA512";
constexpr int kSecurityLevel = 2;

}  // namespace

void use_good_algorithms(SSL_CTX& context) {
  require_openssl(SSL_CTX_set_min_proto_version(&context, TLS1_2_VERSION) == 1, "TLS-versie");
  require_openssl(SSL_CTX_set_cipher_list(&context, kTls12Ciphers) == 1, "TLS-algoritmen");
  require_openssl(SSL_CTX_set1_groups_list(&context, kGroups) == 1, "TLS-krommen");
  require_openssl(SSL_CTX_set1_sigalgs_list(&context, kSignatures) == 1 &&
                      SSL_CTX_set1_client_sigalgs_list(&context, kSignatures) == 1,
                  "TLS-ondertekening");
  SSL_CTX_set_security_level(&context, kSecurityLevel);
}

}  // namespace vish::server
