#include "pki/trust.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "config/textfile.h"
#include "pki/crl.h"
#include "pki/strength.h"

namespace vish::server {
namespace {

constexpr int kAuthLevel = 2;

std::string issuer_of(const X509_CRL& list) { return name_text(*X509_CRL_get_issuer(&list)); }

bool is_issued_by(X509_CRL& list, X509& authority) {
  const bool issued = X509_NAME_cmp(X509_CRL_get_issuer(&list), X509_get_subject_name(&authority)) == 0 &&
                      X509_CRL_verify(&list, X509_get0_pubkey(&authority)) == 1;
  ERR_clear_error();
  return issued;
}

std::time_t next_update(const X509_CRL& list) { return to_time(*X509_CRL_get0_nextUpdate(&list)); }

}  // namespace

Trust::Trust(const std::filesystem::path& authorities, std::filesystem::path lists)
    : lists_(std::move(lists)), authorities_(read_authorities(authorities)), store_(make_store()) {}

std::vector<Trust::Authority> Trust::read_authorities(const std::filesystem::path& file) {
  const auto text = read_text(file);
  const BioPtr bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  require_openssl(bio != nullptr, file.string());
  std::vector<Authority> authorities;
  while (auto* certificate = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) {
    authorities.push_back({X509Ptr(certificate), nullptr});
  }
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (!at_end || authorities.empty()) throw std::runtime_error(file.string() + " bevat geen leesbare CA");
  return authorities;
}

void Trust::take_over(Trust& fresh) {
  const std::lock_guard refreshing(refreshing_);
  const std::lock_guard lock(mutex_);
  for (auto& authority : fresh.authorities_) {
    const auto known = std::find_if(authorities_.begin(), authorities_.end(), [&](const Authority& old) {
      return X509_cmp(old.certificate.get(), authority.certificate.get()) == 0;
    });
    if (known == authorities_.end() || known->list == nullptr) continue;
    if (authority.list == nullptr || is_later(*known->list, *authority.list)) authority.list = std::move(known->list);
  }
  authorities_ = std::move(fresh.authorities_);
  lists_ = std::move(fresh.lists_);
  refreshed_ = fresh.refreshed_;
  store_ = make_store();
  epoch_.fetch_add(1, std::memory_order_release);
}

std::vector<std::string> Trust::refresh(std::time_t now) {
  const std::lock_guard refreshing(refreshing_);
  auto found = read_crls(lists_);
  auto notices = std::move(found.mistakes);
  const std::lock_guard lock(mutex_);
  bool changed = any_overdue_since_last(now);
  for (const auto& list : found.lists) changed |= take(*list, now, notices);
  for (const auto& authority : authorities_) {
    if (authority.list && next_update(*authority.list) > now) continue;
    const auto* name = X509_get_subject_name(authority.certificate.get());
    notices.push_back(std::string(authority.list ? "de intrekkingslijst is verlopen" : "er is geen intrekkingslijst") +
                      "; alles wordt geweigerd van " + name_text(*name));
  }
  refreshed_ = now;
  if (!changed) return notices;
  store_ = make_store();
  epoch_.fetch_add(1, std::memory_order_release);
  return notices;
}

bool Trust::any_overdue_since_last(std::time_t now) const {
  return std::any_of(authorities_.begin(), authorities_.end(), [&](const Authority& authority) {
    if (authority.list == nullptr) return false;
    const auto next = next_update(*authority.list);
    return refreshed_ < next && next <= now;
  });
}

bool Trust::take(X509_CRL& list, std::time_t now, std::vector<std::string>& notices) {
  const auto refuse = [&](const std::string& why) {
    notices.push_back("intrekkingslijst van " + issuer_of(list) + " " + why);
    return false;
  };
  if (const auto defect = crl_defect(list); !defect.empty()) return refuse(defect);
  if (to_time(*X509_CRL_get0_lastUpdate(&list)) > now) return refuse("is nog niet geldig");
  bool known = false;
  bool taken = false;
  for (auto& authority : authorities_) {
    if (authority.list && X509_CRL_match(&list, authority.list.get()) == 0) {
      known = true;
      continue;
    }
    if (!is_issued_by(list, *authority.certificate)) continue;
    known = true;
    if (next_update(list) <= now) return refuse("is verlopen");
    if (authority.list && !is_later(list, *authority.list)) return refuse("is niet nieuwer dan de geldende");
    require_openssl(X509_CRL_up_ref(&list) == 1, "intrekkingslijst");
    authority.list.reset(&list);
    taken = true;
  }
  return known ? taken : refuse("is niet ondertekend door een vertrouwde CA");
}

StorePtr Trust::make_store() const {
  StorePtr store(X509_STORE_new());
  require_openssl(store != nullptr, "vertrouwen");
  for (const auto& authority : authorities_) {
    require_openssl(X509_STORE_add_cert(store.get(), authority.certificate.get()) == 1, "vertrouwde CA");
    if (authority.list == nullptr) continue;
    require_openssl(X509_STORE_add_crl(store.get(), authority.list.get()) == 1, "intrekkingslijst");
  }
  X509_STORE_set_flags(store.get(), X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL | X509_V_FLAG_X509_STRICT);
  X509_STORE_set_purpose(store.get(), X509_PURPOSE_SSL_CLIENT);
  X509_VERIFY_PARAM_set_auth_level(X509_STORE_get0_param(store.get()), kAuthLevel);
  X509_STORE_set_verify_cb(store.get(), verify_strength);
  return store;
}

StorePtr Trust::store() const {
  const std::lock_guard lock(mutex_);
  require_openssl(X509_STORE_up_ref(store_.get()) == 1, "vertrouwen");
  return StorePtr(store_.get());
}

int Trust::verify(X509& certificate, STACK_OF(X509) * chain) const {
  const auto against = store();
  const StoreContextPtr context(X509_STORE_CTX_new());
  require_openssl(context && X509_STORE_CTX_init(context.get(), against.get(), &certificate, chain) == 1, "nazien");
  const bool accepted = X509_verify_cert(context.get()) == 1;
  const int error = X509_STORE_CTX_get_error(context.get());
  ERR_clear_error();
  if (accepted) return X509_V_OK;
  return error == X509_V_OK ? X509_V_ERR_UNSPECIFIED : error;
}

std::vector<Trust::Standing> Trust::authorities() const {
  const std::lock_guard lock(mutex_);
  std::vector<Standing> all;
  for (const auto& [certificate, list] : authorities_) {
    Standing standing{name_text(*X509_get_subject_name(certificate.get())),
                      to_time(*X509_get0_notAfter(certificate.get())), std::nullopt};
    if (list) standing.next_update = next_update(*list);
    all.push_back(std::move(standing));
  }
  return all;
}

}  // namespace vish::server
