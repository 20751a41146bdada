#include "server/pki/authority.h"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "base/calendar/datum.h"
#include "server/pki/crl.h"
#include "server/pki/list_choice.h"
#include "server/pki/probe.h"
#include "server/pki/reasons.h"

namespace vish::server {
namespace {

/// The most lists of one CA; more are an accident or an attack.
constexpr std::size_t kMostLists = 64;
/// A CA without a list for clients for this long, in seconds, no longer issues to clients.
constexpr std::time_t kForgotten = 30L * 24 * 3600;

bool is_from(X509_CRL& list, X509& authority) {
  const bool issued = X509_NAME_cmp(X509_CRL_get_issuer(&list), X509_get_subject_name(&authority)) == 0 &&
                      X509_CRL_verify(&list, X509_get0_pubkey(&authority)) == 1;
  ERR_clear_error();
  return issued;
}

bool is_overdue(const X509_CRL& list, std::time_t now) { return next_update(list) <= now; }

/// Says why a list may not replace `held`; empty when it may.
std::string too_old(const X509_CRL& list, const X509_CRL& held, std::time_t now) {
  if (is_overdue(list, now)) return "is verlopen";
  if (is_later(list, held)) return "";
  if (!is_overdue(held, now)) return "is niet nieuwer dan de geldende";
  return this_update(list) >= this_update(held) ? "" : "is eerder uitgegeven dan de geldende, die is verlopen";
}

std::string moment_text(std::time_t moment) { return rfc3339(Tijdstip(std::chrono::seconds(moment))); }

}  // namespace

Authority::Authority(SharedCertificate certificate) : certificate_(std::move(certificate)) {
  subjects_.push_back({nullptr});
  if (X509_self_signed(certificate_.get(), 0) == 1) subjects_.push_back({certificate_});
}

void Authority::add_below(const SharedCertificate& below) { subjects_.push_back({below}); }

Coverage Authority::coverage_of(X509_CRL& list, const Subject& subject) const {
  const auto serves = [&](X509& certificate) { return list_error(certificate, *certificate_, list) == X509_V_OK; };
  if (subject.certificate == certificate_ && has_below() && serves_root(list, *certificate_)) return Coverage::all;
  if (subject.certificate) return serves(*subject.certificate) ? Coverage::all : Coverage::none;
  if (serves(*make_probe(*certificate_, nullptr))) return Coverage::all;
  return serves(*make_probe(*certificate_, &list)) ? Coverage::named : Coverage::none;
}

bool Authority::has_below() const {
  return std::any_of(subjects_.begin(), subjects_.end(), [&](const Subject& each) {
    return each.certificate != nullptr && each.certificate != certificate_;
  });
}

/// Whether the lists must cover a subject: a CA that has not expired, and clients where the CA has no CA below it or
/// had a list for clients.
bool Authority::is_required(std::size_t subject, std::time_t now) const {
  const auto& certificate = subjects_[subject].certificate;
  if (certificate == certificate_) return true;
  if (certificate) return to_time(*X509_get0_notAfter(certificate.get())) > now;
  return !has_below() || std::ranges::any_of(held_, [&](const Held& held) {
    return held.coverage[subject] != Coverage::none && next_update(*held.list) + kForgotten > now;
  });
}

Authority::Held* Authority::in_force(const std::string& scope) {
  const auto found = std::find_if(held_.begin(), held_.end(), [&](const Held& held) { return held.scope == scope; });
  return found == held_.end() ? nullptr : &*found;
}

Authority::Reply Authority::offer(const SharedCrl& list, std::time_t now, bool seen) {
  for (auto& held : held_) {
    if (X509_CRL_match(list.get(), held.list.get()) != 0) continue;
    held.seen |= seen;
    return {Answer::known, {}};
  }
  if (!is_from(*list, *certificate_)) return {Answer::foreign, {}};
  Held fresh{list, scope_bytes(*list), {}, seen};
  for (const auto& subject : subjects_) fresh.coverage.push_back(coverage_of(*list, subject));
  if (const auto* held = in_force(fresh.scope)) {
    if (auto old = too_old(*list, *held->list, now); !old.empty()) return {Answer::refused, std::move(old)};
  } else if (has_one_since(*list) && (is_needless(fresh, now) || next_update(*list) + kForgotten <= now)) {
    return {Answer::refused, "is verlopen"};
  }
  return take(std::move(fresh), now);
}

bool Authority::has_one_since(const X509_CRL& list) const {
  return std::ranges::any_of(held_, [&](const Held& held) { return this_update(*held.list) >= this_update(list); });
}

Authority::Reply Authority::take(Held fresh, std::time_t now) {
  bool serves = false;
  for (std::size_t i = 0; i < subjects_.size(); ++i) {
    serves |= subjects_[i].certificate != certificate_ && fresh.coverage[i] != Coverage::none;
  }
  if (!serves) {
    const auto probe = make_probe(*certificate_, fresh.list.get());
    return {Answer::refused, list_text(list_error(*probe, *certificate_, *fresh.list), *fresh.list, *certificate_)};
  }
  std::string odd;
  if (auto* held = in_force(fresh.scope)) {
    if (!is_later(*fresh.list, *held->list)) {
      odd = "heeft geen hoger nummer dan de vorige, die is verlopen; zij geldt toch, want zij is later uitgegeven";
    }
    *held = std::move(fresh);
  } else if (held_.size() < kMostLists) {
    held_.push_back(std::move(fresh));
  } else {
    return {Answer::refused, "is er een te veel: van een CA gelden hoogstens 64 lijsten"};
  }
  drop_needless(now);
  return {Answer::taken, std::move(odd)};
}

/// Whether an overdue list may go. It stays while no other list covers the same certificates, and while it holds back
/// an earlier list: another distribution point may have no later list.
bool Authority::is_needless(const Held& old, std::time_t now) const {
  if (!is_overdue(*old.list, now)) return false;
  const bool by_name = std::ranges::none_of(held_, [&](const Held& other) {
    return !is_overdue(*other.list, now) && this_update(*other.list) < this_update(*old.list);
  });
  const auto serves_as_well = [&](Coverage less, Coverage more) {
    return less <= more && (by_name || less != Coverage::named || more == Coverage::all);
  };
  return std::ranges::any_of(held_, [&](const Held& other) {
    return !is_overdue(*other.list, now) && this_update(*other.list) >= this_update(*old.list) &&
           std::equal(old.coverage.begin(), old.coverage.end(), other.coverage.begin(), serves_as_well);
  });
}

void Authority::drop_needless(std::time_t now) {
  std::vector<Held> kept;
  std::copy_if(held_.begin(), held_.end(), std::back_inserter(kept),
               [&](const Held& each) { return !is_needless(each, now); });
  held_ = std::move(kept);
}

std::vector<SharedCrl> Authority::drop_lists() {
  auto all = lists();
  held_.clear();
  return all;
}

void Authority::forget_seen() {
  for (auto& held : held_) held.seen = false;
}

/// Follows lists_of_issuer(): where the last list issued is overdue, earlier lists cover nothing.
std::optional<std::time_t> Authority::covered_until(std::size_t subject, std::time_t now) const {
  std::vector<const X509_CRL*> lists;
  for (const auto& held : held_) {
    if (held.coverage[subject] != Coverage::none) lists.push_back(held.list.get());
  }
  if (lists.empty()) return std::nullopt;
  const auto* last = *std::ranges::max_element(
      lists, {}, [&](const X509_CRL* list) { return std::pair(this_update(*list), !is_overdue(*list, now)); });
  if (is_overdue(*last, now)) return next_update(*last);
  std::optional<std::time_t> until;
  for (const auto* list : lists) until = std::max(until, std::optional(next_update(*list)));
  return until;
}

std::optional<std::time_t> Authority::covered_until(std::time_t now) const {
  std::optional<std::time_t> until;
  for (std::size_t i = 0; i < subjects_.size(); ++i) {
    if (!is_required(i, now)) continue;
    const auto this_one = covered_until(i, now);
    if (!this_one) return std::nullopt;
    until = until ? std::min(*until, *this_one) : *this_one;
  }
  return until;
}

std::vector<std::string> Authority::shortcomings(std::time_t now) const {
  std::vector<std::string> all;
  if (has_expired(now)) return all;
  if (held_.empty()) return {"er is geen intrekkingslijst; alles wordt geweigerd van " + name()};
  for (std::size_t i = 0; i < subjects_.size(); ++i) {
    if (!is_required(i, now)) continue;
    auto text = shortcoming(i, now);
    if (text && std::find(all.begin(), all.end(), *text) == all.end()) all.push_back(*std::move(text));
  }
  if (all.empty() && lives_on_memory()) all.push_back(memory_text(now));
  return all;
}

std::optional<std::string> Authority::shortcoming(std::size_t subject, std::time_t now) const {
  const auto until = covered_until(subject, now);
  if (!until) {
    return "geen intrekkingslijst van " + name() + " dekt " + subject_text(subject) + " (" +
           scope_text(*held_.back().list) + "); alles daarvan wordt geweigerd";
  }
  if (*until <= now) return overdue_text(subject, now);
  return lag(subject, now, *until);
}

std::string Authority::overdue_text(std::size_t subject, std::time_t now) const {
  const auto in_time = std::ranges::find_if(held_, [&](const Held& held) { return !is_overdue(*held.list, now); });
  if (in_time == held_.end()) return "de intrekkingslijst is verlopen; alles wordt geweigerd van " + name();
  const bool is_earlier = in_time->coverage[subject] != Coverage::none;
  return "de laatste intrekkingslijst van " + name() + " voor " + subject_text(subject) + " is verlopen (" +
         (is_earlier ? "een eerdere telt niet" : "een andere geldt voor " + scope_text(*in_time->list)) +
         "); alles daarvan wordt geweigerd";
}

/// Warns that the lists in the files cover less than an earlier list: the gap shows when the earlier list runs out.
std::optional<std::string> Authority::lag(std::size_t subject, std::time_t now, std::time_t until) const {
  auto best = Coverage::none;
  auto in_files = Coverage::none;
  const X509_CRL* seen = nullptr;
  for (const auto& held : held_) {
    if (is_overdue(*held.list, now)) continue;
    best = std::max(best, held.coverage[subject]);
    if (!held.seen) continue;
    in_files = std::max(in_files, held.coverage[subject]);
    seen = held.list.get();
  }
  if (seen == nullptr || in_files >= best) return std::nullopt;
  return "de intrekkingslijst van " + name() + " is beperkt (" + scope_text(*seen) + ") en dekt niet " +
         subject_text(subject) + "; daarvoor geldt de vorige nog, tot " + moment_text(until);
}

/// Says until when the lists that no file holds any more still let clients in.
std::string Authority::memory_text(std::time_t now) const {
  const auto until = covered_until(now);
  return "er staat geen bruikbare intrekkingslijst van " + name() + "; de vorige geldt nog" +
         (until ? ", tot " + moment_text(*until) : "");
}

std::string Authority::subject_text(std::size_t subject) const {
  const auto& certificate = subjects_[subject].certificate;
  if (certificate == nullptr) return "elk certificaat van een client";
  if (certificate == certificate_) return "de CA zelf";
  return name_text(*X509_get_subject_name(certificate.get()));
}

bool Authority::lives_on_memory() const {
  return !held_.empty() && std::none_of(held_.begin(), held_.end(), [](const Held& held) { return held.seen; });
}

std::optional<std::string> Authority::restriction(std::time_t now) const {
  if (has_below()) return std::nullopt;
  auto best = Coverage::none;
  const X509_CRL* narrow = nullptr;
  for (const auto& held : held_) {
    if (is_overdue(*held.list, now)) continue;
    best = std::max(best, held.coverage[0]);
    narrow = held.list.get();
  }
  if (best != Coverage::named) return std::nullopt;
  return "de intrekkingslijst van " + name() + " geldt voor " + scope_text(*narrow) +
         "; een certificaat dat dat niet doet wordt geweigerd";
}

bool Authority::has_expired(std::time_t now) const { return to_time(*X509_get0_notAfter(certificate_.get())) <= now; }

std::string Authority::name() const { return name_text(*X509_get_subject_name(certificate_.get())); }

std::vector<SharedCrl> Authority::lists() const {
  std::vector<SharedCrl> all;
  for (const auto& held : held_) all.push_back(held.list);
  return all;
}

}  // namespace vish::server
