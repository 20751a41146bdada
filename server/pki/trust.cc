#include "server/pki/trust.h"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "server/pki/crl.h"
#include "server/pki/list_choice.h"
#include "server/pki/saved_lists.h"
#include "server/pki/signatures_first.h"
#include "server/pki/strength.h"

namespace vish::server {
namespace {

using Notices = std::vector<std::string>;

int verify_client(int accepted, X509_STORE_CTX* context) {
  if (accepted != 1 && is_root_without_point(context)) {
    X509_STORE_CTX_set_error(context, X509_V_OK);
    accepted = 1;
  }
  return verify_strength(accepted, context);
}

StorePtr make_store(const Authorities& authorities) {
  StorePtr store(X509_STORE_new());
  require_openssl(store != nullptr, "vertrouwen");
  for (const auto& certificate : authorities.certificates()) {
    require_openssl(X509_STORE_add_cert(store.get(), certificate.get()) == 1, "vertrouwde CA");
  }
  for (const auto& list : authorities.lists()) {
    require_openssl(X509_STORE_add_crl(store.get(), list.get()) == 1, "intrekkingslijst");
  }
  X509_STORE_set_flags(store.get(), X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL | X509_V_FLAG_X509_STRICT);
  X509_STORE_set_purpose(store.get(), X509_PURPOSE_SSL_CLIENT);
  X509_VERIFY_PARAM_set_auth_level(X509_STORE_get0_param(store.get()), kAuthLevel);
  X509_STORE_set_verify_cb(store.get(), verify_client);
  X509_STORE_set_lookup_crls(store.get(), lists_of_issuer);
  verify_signatures_first(*store);
  return store;
}

bool any_ran_out(const Authorities& authorities, std::time_t since, std::time_t now) {
  const auto lists = authorities.lists();
  return std::any_of(lists.begin(), lists.end(), [&](const SharedCrl& list) {
    const auto next = next_update(*list);
    return since < next && next <= now;
  });
}

std::vector<SharedCrl> shared(std::vector<CrlPtr> lists) {
  return {std::move_iterator(lists.begin()), std::move_iterator(lists.end())};
}

void append(Notices& notices, Notices more) { std::move(more.begin(), more.end(), std::back_inserter(notices)); }

}  // namespace

Trust::Trust(Files files)
    : files_(std::move(files)), authorities_(files_.authorities), store_(make_store(authorities_)) {}

Authorities Trust::current() const {
  const std::lock_guard lock(mutex_);
  return authorities_;
}

void Trust::put_in_force(Authorities authorities, bool changed) {
  auto store = changed ? make_store(authorities) : nullptr;
  const std::lock_guard lock(mutex_);
  authorities_ = std::move(authorities);
  if (!changed) return;
  store_ = std::move(store);
  epoch_.fetch_add(1, std::memory_order_release);
}

std::vector<std::string> Trust::take_over(Trust& fresh, std::time_t now) {
  Notices odd;
  const std::lock_guard refreshing(refreshing_);
  auto authorities = fresh.current();
  authorities.inherit(current(), now, odd);
  revoked_ = authorities.revoked_by(authorities.lists(), now);
  files_ = std::move(fresh.files_);
  refreshed_ = fresh.refreshed_;
  to_come_ = std::move(fresh.to_come_);
  is_saved_ = false;
  put_in_force(std::move(authorities), true);
  return odd;
}

std::vector<std::string> Trust::refresh(std::time_t now) {
  const std::lock_guard refreshing(refreshing_);
  auto authorities = current();
  auto found = read_crls(files_.lists);
  auto notices = std::move(found.mistakes);
  bool changed = refreshed_ == 0 || any_ran_out(authorities, refreshed_, now);
  if (refreshed_ == 0 && !files_.saved.empty()) {
    auto saved = SavedLists(files_.saved).read();
    append(notices, std::move(saved.mistakes));
    to_come_ = shared(std::move(saved.lists));
  }
  changed |= authorities.offer_memory(to_come_, now);
  std::erase_if(to_come_, [&](const SharedCrl& list) { return this_update(*list) <= now; });
  const bool taken = authorities.offer_files(shared(std::move(found.lists)), now, notices);
  append(notices, authorities.shortcomings(now));
  if (changed || taken) revoked_ = authorities.revoked_by(authorities.lists(), now);
  append(notices, revoked_);
  if (taken) is_saved_ = false;
  refreshed_ = now;
  put_in_force(std::move(authorities), changed || taken);
  return notices;
}

std::string Trust::save() {
  const std::lock_guard refreshing(refreshing_);
  if (is_saved_ || files_.saved.empty()) return {};
  auto lists = current().lists();
  lists.insert(lists.end(), to_come_.begin(), to_come_.end());
  auto failure = SavedLists(files_.saved).write(lists);
  is_saved_ = failure.empty();
  return failure;
}

std::vector<std::string> Trust::remarks(std::time_t now) const { return current().remarks(now); }
bool Trust::lacks_lists(std::time_t now) const { return current().lacks_lists(now); }

Trust::ListFindings Trust::findings_in(const std::filesystem::path& file, std::time_t now) const {
  auto authorities = current();
  auto found = read_crls(file);
  const auto lists = shared(std::move(found.lists));
  ListFindings findings{std::move(found.mistakes), {}};
  authorities.offer_files(lists, now, findings.mistakes);
  findings.remarks = authorities.revoked_by(lists, now);
  return findings;
}

std::vector<Revocation> Trust::revocations(const std::vector<X509*>& chain, std::time_t now) const {
  return current().revocations(chain, now);
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

std::vector<Trust::CaStatus> Trust::authorities() const {
  const auto authorities = current();
  const auto now = std::time(nullptr);
  std::vector<CaStatus> all;
  for (const auto& authority : authorities.all()) {
    all.push_back(
        {authority.name(), to_time(*X509_get0_notAfter(authority.certificate().get())), authority.covered_until(now)});
  }
  return all;
}

std::vector<SharedCertificate> Trust::certificates() const { return current().certificates(); }

}  // namespace vish::server
