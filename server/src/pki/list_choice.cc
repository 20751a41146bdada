#include "pki/list_choice.h"

#include <openssl/err.h>

#include <functional>

#include "pki/crl.h"

namespace vish::server {
namespace {

/// Null where the chain has none.
X509* issuer_at_hand(const X509_STORE_CTX& context) {
  auto* chain = X509_STORE_CTX_get0_chain(&context);
  const int count = sk_X509_num(chain);
  const int depth = X509_STORE_CTX_get_error_depth(&context);
  if (depth < 0 || depth >= count) return nullptr;
  return sk_X509_value(chain, depth + 1 < count ? depth + 1 : depth);
}

bool is_overdue(const X509_CRL& list) { return X509_cmp_current_time(X509_CRL_get0_nextUpdate(&list)) <= 0; }

/// Whether a list for everything, issued later, may revoke what this one does not.
bool is_superseded(const X509_CRL& list, const X509_CRL& other) {
  return is_overdue(other) && !scope_of(other) && this_update(other) > this_update(list);
}

bool any(STACK_OF(X509_CRL) * lists, const std::function<bool(const X509_CRL&)>& is_wanted) {
  for (int i = 0; i < sk_X509_CRL_num(lists); ++i) {
    if (is_wanted(*sk_X509_CRL_value(lists, i))) return true;
  }
  return false;
}

template <class IsUnwanted>
void leave_out(STACK_OF(X509_CRL) * lists, IsUnwanted is_unwanted) {
  for (int i = sk_X509_CRL_num(lists) - 1; i >= 0; --i) {
    if (is_unwanted(*sk_X509_CRL_value(lists, i))) X509_CRL_free(sk_X509_CRL_delete(lists, i));
  }
}

}  // namespace

STACK_OF(X509_CRL) * lists_of_issuer(const X509_STORE_CTX* context, const X509_NAME* name) {
  auto* lists = X509_STORE_CTX_get1_crls(context, name);
  auto* issuer = issuer_at_hand(*context);
  // One that OpenSSL cannot choose from is verified once, by OpenSSL.
  if (issuer == nullptr || sk_X509_CRL_num(lists) < 2) return lists;
  auto* key = X509_get0_pubkey(issuer);
  leave_out(lists, [&](X509_CRL& list) { return X509_CRL_verify(&list, key) != 1; });
  // An overdue list yields to a later one only: one issued before it may lack a revocation.
  leave_out(lists, [&](const X509_CRL& list) {
    return is_overdue(list) && any(lists, [&](const X509_CRL& other) {
             return !is_overdue(other) && this_update(other) >= this_update(list);
           });
  });
  leave_out(lists, [&](const X509_CRL& list) {
    return any(lists, [&](const X509_CRL& other) { return is_superseded(list, other); });
  });
  ERR_clear_error();
  return lists;
}

bool serves_root(const X509_CRL& list, const X509& root) {
  if (X509_get_ext_by_NID(&root, NID_crl_distribution_points, -1) >= 0) return false;
  const auto scope = scope_of(list);
  return scope && scope->onlyuser == 0 && scope->onlyattr == 0;
}

bool is_root_without_point(X509_STORE_CTX* context) {
  const int error = X509_STORE_CTX_get_error(context);
  // The second follows on the first: no list for it was found.
  if (error != X509_V_ERR_DIFFERENT_CRL_SCOPE && error != X509_V_ERR_UNABLE_TO_GET_CRL) return false;
  constexpr int kAboveACa = 2;
  const int depth = X509_STORE_CTX_get_error_depth(context);
  const auto* list = X509_STORE_CTX_get0_current_crl(context);
  auto* root = X509_STORE_CTX_get_current_cert(context);
  return list != nullptr && root != nullptr && depth >= kAboveACa &&
         depth + 1 == sk_X509_num(X509_STORE_CTX_get0_chain(context)) && X509_self_signed(root, 0) == 1 &&
         serves_root(*list, *root);
}

}  // namespace vish::server
