#include "server/pki/list_choice.h"

#include <openssl/err.h>

#include "server/pki/crl.h"
#include "server/pki/probe.h"

namespace vish::server {
namespace {

/// Returns the issuer of the present certificate; null where the chain has none.
X509* issuer_at_hand(const X509_STORE_CTX& context) {
  auto* chain = X509_STORE_CTX_get0_chain(&context);
  const int count = sk_X509_num(chain);
  const int depth = X509_STORE_CTX_get_error_depth(&context);
  if (depth < 0 || depth >= count) return nullptr;
  return sk_X509_value(chain, depth + 1 < count ? depth + 1 : depth);
}

bool is_overdue(const X509_CRL& list) { return X509_cmp_current_time(X509_CRL_get0_nextUpdate(&list)) <= 0; }

template <class IsUnwanted>
void leave_out(STACK_OF(X509_CRL) * lists, IsUnwanted is_unwanted) {
  for (int i = sk_X509_CRL_num(lists) - 1; i >= 0; --i) {
    if (is_unwanted(*sk_X509_CRL_value(lists, i))) X509_CRL_free(sk_X509_CRL_delete(lists, i));
  }
}

bool any_overdue(STACK_OF(X509_CRL) * lists) {
  for (int i = 0; i < sk_X509_CRL_num(lists); ++i) {
    if (is_overdue(*sk_X509_CRL_value(lists, i))) return true;
  }
  return false;
}

/// Whether a list covers a certificate, whatever it says of it.
bool is_for(X509_CRL& list, X509& certificate, X509& issuer) {
  const bool is_root = X509_cmp(&certificate, &issuer) == 0;
  return (is_root && serves_root(list, issuer)) || list_error(certificate, issuer, list) == X509_V_OK;
}

/// Returns the last issued list for a certificate, and among equals one in time; null when there is none.
X509_CRL* last_issued(STACK_OF(X509_CRL) * lists, X509& certificate, X509& issuer) {
  X509_CRL* last = nullptr;
  for (int i = 0; i < sk_X509_CRL_num(lists); ++i) {
    auto* list = sk_X509_CRL_value(lists, i);
    const bool is_later = last == nullptr || this_update(*list) > this_update(*last) ||
                          (this_update(*list) == this_update(*last) && is_overdue(*last));
    if (is_later && is_for(*list, certificate, issuer)) last = list;
  }
  return last;
}

}  // namespace

STACK_OF(X509_CRL) * lists_of_issuer(const X509_STORE_CTX* context, const X509_NAME* name) {
  auto* lists = X509_STORE_CTX_get1_crls(context, name);
  auto* certificate = X509_STORE_CTX_get_current_cert(context);
  auto* issuer = issuer_at_hand(*context);
  // Where OpenSSL has no choice of lists, OpenSSL verifies the list itself.
  if (certificate == nullptr || issuer == nullptr || sk_X509_CRL_num(lists) < 2) return lists;
  auto* key = X509_get0_pubkey(issuer);
  leave_out(lists, [&](X509_CRL& list) { return X509_CRL_verify(&list, key) != 1; });
  if (auto* last = any_overdue(lists) ? last_issued(lists, *certificate, *issuer) : nullptr) {
    // A list issued before an overdue one may lack a revocation, so only a later list replaces an overdue one.
    const bool none_in_time = is_overdue(*last);
    const auto issued = this_update(*last);
    leave_out(lists,
              [&](const X509_CRL& list) { return none_in_time ? this_update(list) < issued : is_overdue(list); });
  }
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
  // The second error follows the first: OpenSSL found no list.
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
