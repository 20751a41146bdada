#include "server/pki/authorities.h"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "base/core/pem_text.h"
#include "base/core/textfile.h"
#include "server/pki/crl.h"
#include "server/pki/probe.h"
#include "server/pki/reasons.h"

namespace vish::server {
namespace {

std::vector<SharedCertificate> read_certificates(const std::filesystem::path& file) {
  const auto text = read_text(file);
  auto found = pem_certificates(text);
  if (found.empty()) throw std::runtime_error(file.string() + " bevat geen leesbare CA");
  if (const auto defect = pem_defect(text); !defect.empty()) throw std::runtime_error(file.string() + " " + defect);
  return {std::move_iterator(found.begin()), std::move_iterator(found.end())};
}

bool has_issued(X509& authority, X509& certificate) {
  const bool issued = X509_cmp(&authority, &certificate) != 0 &&
                      X509_check_issued(&authority, &certificate) == X509_V_OK &&
                      X509_verify(&certificate, X509_get0_pubkey(&authority)) == 1;
  ERR_clear_error();
  return issued;
}

bool is_only_about_time(const std::vector<int>& errors) {
  return std::all_of(errors.begin(), errors.end(), [](int error) {
    return error == X509_V_ERR_CERT_HAS_EXPIRED || error == X509_V_ERR_CERT_NOT_YET_VALID;
  });
}

}  // namespace

Authorities::Authorities(const std::filesystem::path& file) {
  const auto certificates = read_certificates(file);
  for (const auto& certificate : certificates) {
    auto& authority = authorities_.emplace_back(certificate);
    for (const auto& below : certificates) {
      if (has_issued(*certificate, *below)) authority.add_below(below);
    }
  }
}

bool Authorities::offer(const SharedCrl& list, std::time_t now, bool seen, Notices& notices) {
  const auto note = [&](const std::string& why) {
    notices.push_back("intrekkingslijst van " + name_text(*X509_CRL_get_issuer(list.get())) + " " + why);
  };
  auto reason = crl_defect(*list);
  if (reason.empty() && this_update(*list) > now) reason = "is nog niet geldig";
  if (!reason.empty()) {
    note(reason);
    return false;
  }
  bool is_ours = false;
  bool taken = false;
  for (auto& authority : authorities_) {
    const auto [answer, text] = authority.offer(list, now, seen);
    is_ours |= answer != Authority::Answer::foreign;
    taken |= answer == Authority::Answer::taken;
    if (!text.empty()) note(text);
  }
  if (!is_ours) note("is niet ondertekend door een vertrouwde CA");
  return taken;
}

bool Authorities::offer_files(const std::vector<SharedCrl>& lists, std::time_t now, Notices& notices) {
  for (auto& authority : authorities_) authority.forget_seen();
  bool taken = false;
  for (const auto& list : lists) taken |= offer(list, now, true, notices);
  return taken;
}

bool Authorities::offer_memory(const std::vector<SharedCrl>& lists, std::time_t now) {
  Notices nobody_hears;
  bool taken = false;
  for (const auto& list : lists) taken |= offer(list, now, false, nobody_hears);
  return taken;
}

void Authorities::inherit(const Authorities& before, std::time_t now, Notices& notices) {
  for (auto& authority : authorities_) {
    const auto known = std::find_if(before.authorities_.begin(), before.authorities_.end(), [&](const Authority& old) {
      return X509_cmp(old.certificate().get(), authority.certificate().get()) == 0;
    });
    if (known == before.authorities_.end()) continue;
    const auto found = authority.drop_lists();
    for (const auto& list : known->lists()) authority.offer(list, now, false);
    for (const auto& list : found) {
      const auto reply = authority.offer(list, now, true);
      if (reply.answer == Authority::Answer::taken && !reply.text.empty()) {
        notices.push_back("intrekkingslijst van " + authority.name() + " " + reply.text);
      }
    }
  }
}

Authorities::Notices Authorities::shortcomings(std::time_t now) const {
  Notices all;
  for (const auto& authority : authorities_) {
    auto some = authority.shortcomings(now);
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  return all;
}

Authorities::Notices Authorities::revoked_by(const std::vector<SharedCrl>& lists, std::time_t now) const {
  const auto is_among = [&](const X509_CRL* list) {
    return std::ranges::any_of(lists, [&](const SharedCrl& each) { return X509_CRL_match(each.get(), list) == 0; });
  };
  Notices all;
  const auto in_force = trusted();
  for (const auto& authority : authorities_) {
    if (authority.has_expired(now)) continue;
    const auto found = revocation_of(*authority.certificate(), in_force, now);
    if (!found || !is_among(found->list)) continue;
    all.push_back("CA " + authority.name() + " " + revoker_text(*found) + "; iedereen onder haar wordt geweigerd");
  }
  return all;
}

Trusted Authorities::trusted() const { return {certificates(), lists()}; }

std::vector<Revocation> Authorities::revocations(const std::vector<X509*>& chain, std::time_t now) const {
  return revocations_in(chain, trusted(), now);
}

std::vector<int> Authorities::errors(const Authority& authority, std::time_t now) const {
  return authority_errors(*authority.certificate(), certificates(), now);
}

Authorities::Notices Authorities::remarks(std::time_t now) const {
  Notices all;
  for (const auto& authority : authorities_) {
    for (const int error : errors(authority, now)) {
      all.push_back("tls.vertrouwd: CA " + authority.name() + " " + authority_text(error) +
                    "; alles wordt geweigerd van haar");
    }
    if (authority.has_expired(now)) continue;
    if (auto narrow = authority.restriction(now)) all.push_back("tls.intrekkingslijsten: " + *std::move(narrow));
  }
  return all;
}

bool Authorities::lacks_lists(std::time_t now) const {
  bool all_useless = true;
  for (const auto& authority : authorities_) {
    const auto found = errors(authority, now);
    all_useless &= !is_only_about_time(found);
    if (found.empty() && !authority.covered_until(now)) return true;
  }
  return all_useless;
}

std::vector<SharedCrl> Authorities::lists() const {
  std::vector<SharedCrl> all;
  for (const auto& authority : authorities_) {
    for (const auto& list : authority.lists()) {
      if (std::find(all.begin(), all.end(), list) == all.end()) all.push_back(list);
    }
  }
  return all;
}

std::vector<SharedCertificate> Authorities::certificates() const {
  std::vector<SharedCertificate> all;
  for (const auto& authority : authorities_) all.push_back(authority.certificate());
  return all;
}

}  // namespace vish::server
