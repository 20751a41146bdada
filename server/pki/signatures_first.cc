#include "server/pki/signatures_first.h"

#include <openssl/err.h>

#include "base/core/openssl_ptr.h"

namespace vish::server {
namespace {

X509_STORE_CTX_check_revocation_fn find_check_of_openssl() {
  const StorePtr store(X509_STORE_new());
  const StoreContextPtr context(X509_STORE_CTX_new());
  require_openssl(store && context && X509_STORE_CTX_init(context.get(), store.get(), nullptr, nullptr) == 1, "nazien");
  return X509_STORE_CTX_get_check_revocation(context.get());
}

X509_STORE_CTX_check_revocation_fn check_of_openssl() {
  static const auto check = find_check_of_openssl();
  return check;
}

/// Returns the depth of the first certificate that the next one did not sign; -1 for none.
int first_unsigned(STACK_OF(X509) * chain) {
  for (int i = 0; i + 1 < sk_X509_num(chain); ++i) {
    auto* key = X509_get0_pubkey(sk_X509_value(chain, i + 1));
    if (key == nullptr || X509_verify(sk_X509_value(chain, i), key) != 1) return i;
  }
  return -1;
}

int check_revocation_after_signatures(X509_STORE_CTX* context) {
  auto* chain = X509_STORE_CTX_get0_chain(context);
  const int depth = first_unsigned(chain);
  if (depth < 0) return check_of_openssl()(context);
  ERR_clear_error();
  X509_STORE_CTX_set_error_depth(context, depth);
  X509_STORE_CTX_set_current_cert(context, sk_X509_value(chain, depth));
  X509_STORE_CTX_set_error(context, X509_V_ERR_CERT_SIGNATURE_FAILURE);
  return 0;
}

}  // namespace

void verify_signatures_first(X509_STORE& store) {
  // It is found here, because finding it may throw, which the callback must not.
  check_of_openssl();
  X509_STORE_set_check_revocation(&store, check_revocation_after_signatures);
}

}  // namespace vish::server
