#include "server/pki/revocation.h"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <utility>

#include "server/pki/crl.h"
#include "server/pki/list_choice.h"
#include "server/pki/probe.h"

namespace vish::server {
namespace {

struct FreeLinks {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using LinksPtr = std::unique_ptr<STACK_OF(X509), FreeLinks>;

/// The present search, where the callbacks of OpenSSL find it.
struct Search {
  const X509* authority;  ///< who is taken to have issued the first certificate; null to leave that to OpenSSL
  std::vector<Revocation> found;
  std::pair<int, const X509_CRL*> useless{-1, nullptr};  ///< a depth, and the list that says nothing there
};

Search& search_of(X509_STORE_CTX* context) { return *static_cast<Search*>(X509_STORE_CTX_get_app_data(context)); }

bool are_twins(const X509& left, const X509& right) {
  return X509_NAME_cmp(X509_get_subject_name(&left), X509_get_subject_name(&right)) == 0 &&
         EVP_PKEY_eq(X509_get0_pubkey(&left), X509_get0_pubkey(&right)) == 1;
}

int may_have_issued(X509_STORE_CTX* context, X509* certificate, X509* issuer) {
  const auto* authority = search_of(context).authority;
  if (authority == nullptr || certificate != X509_STORE_CTX_get0_cert(context))
    return X509_check_issued(issuer, certificate) == X509_V_OK ? 1 : 0;
  return are_twins(*issuer, *authority) ? 1 : 0;
}

/// Whether an error means that a list says nothing of the present certificate. An overdue list does.
bool makes_useless(int error, const X509_CRL& list, const X509& certificate) {
  switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER:
    case X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE:
    case X509_V_ERR_CRL_SIGNATURE_FAILURE:
    case X509_V_ERR_KEYUSAGE_NO_CRL_SIGN:
      return true;
    case X509_V_ERR_DIFFERENT_CRL_SCOPE:
      return !serves_root(list, certificate);
    default:
      return false;
  }
}

Revocation revocation_at(int depth, const X509_STORE_CTX& context, const X509_CRL& list) {
  auto* chain = X509_STORE_CTX_get0_chain(&context);
  const bool is_last = depth + 1 >= sk_X509_num(chain);
  return {static_cast<std::size_t>(depth), name_text(*X509_get_subject_name(sk_X509_value(chain, depth))),
          name_text(*X509_CRL_get_issuer(&list)), is_last, &list};
}

int note_revocation(int accepted, X509_STORE_CTX* context) {
  const auto* list = X509_STORE_CTX_get0_current_crl(context);
  const auto* certificate = X509_STORE_CTX_get_current_cert(context);
  if (accepted == 1 || list == nullptr || certificate == nullptr) return 1;
  auto& search = search_of(context);
  const int error = X509_STORE_CTX_get_error(context);
  const int depth = X509_STORE_CTX_get_error_depth(context);
  if (error != X509_V_ERR_CERT_REVOKED) {
    if (makes_useless(error, *list, *certificate)) search.useless = {depth, list};
  } else if (search.useless != std::pair(depth, list)) {
    search.found.push_back(revocation_at(depth, *context, *list));
  }
  return 1;
}

StorePtr store_of(const Trusted& trusted) {
  StorePtr store(X509_STORE_new());
  require_openssl(store != nullptr, "nazien");
  for (const auto& each : trusted.authorities) {
    require_openssl(X509_STORE_add_cert(store.get(), each.get()) == 1, "vertrouwde CA");
  }
  for (const auto& each : trusted.lists) {
    require_openssl(X509_STORE_add_crl(store.get(), each.get()) == 1, "intrekkingslijst");
  }
  X509_STORE_set_flags(store.get(), X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
  X509_STORE_set_lookup_crls(store.get(), lists_of_issuer);
  X509_STORE_set_check_issued(store.get(), may_have_issued);
  return store;
}

void search_chain(X509& first, STACK_OF(X509) * between, const Trusted& trusted, std::time_t now, Search& search) {
  const auto store = store_of(trusted);
  const StoreContextPtr context(X509_STORE_CTX_new());
  require_openssl(context && X509_STORE_CTX_init(context.get(), store.get(), &first, between) == 1, "nazien");
  X509_STORE_CTX_set_app_data(context.get(), &search);
  X509_STORE_CTX_set_verify_cb(context.get(), note_revocation);
  X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(context.get()), now);
  X509_verify_cert(context.get());
  ERR_clear_error();
}

}  // namespace

std::string revoker_text(const Revocation& revocation) {
  return "is ingetrokken door " + (revocation.by_itself ? "zichzelf" : revocation.issuer);
}

std::optional<Revocation> revocation_of(X509& authority, const Trusted& trusted, std::time_t now) {
  constexpr std::size_t kAboveProbe = 1;
  const auto probe = make_probe(authority, nullptr);
  Search search{&authority, {}};
  search_chain(*probe, nullptr, trusted, now, search);
  const auto own = std::ranges::find(search.found, kAboveProbe, &Revocation::depth);
  return own == search.found.end() ? std::nullopt : std::optional(*own);
}

std::vector<Revocation> revocations_in(const std::vector<X509*>& chain, const Trusted& trusted, std::time_t now) {
  const LinksPtr between(sk_X509_new_null());
  require_openssl(between != nullptr, "nazien");
  for (auto* link : chain) require_openssl(sk_X509_push(between.get(), link) > 0, "nazien");
  Search search{nullptr, {}};
  search_chain(*chain.front(), between.get(), trusted, now, search);
  return search.found;
}

}  // namespace vish::server
