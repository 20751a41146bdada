#include "server/pki/server_chain.h"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cctype>
#include <limits>
#include <memory>
#include <string_view>
#include <utility>

#include "server/pki/crl.h"

namespace vish::server {
namespace {

bool has_signed(X509& issuer, X509& certificate) {
  const bool has = X509_check_ca(&issuer) > 0 && X509_check_issued(&issuer, &certificate) == X509_V_OK &&
                   X509_verify(&certificate, X509_get0_pubkey(&issuer)) == 1;
  ERR_clear_error();
  return has;
}

bool is_root(X509& certificate) { return X509_self_signed(&certificate, 0) == 1; }

std::string subject_of(const X509& certificate) { return name_text(*X509_get_subject_name(&certificate)); }
std::string issuer_of(const X509& certificate) { return name_text(*X509_get_issuer_name(&certificate)); }

std::vector<X509*> sent_with(SSL_CTX& context) {
  STACK_OF(X509)* chain = nullptr;
  SSL_CTX_get0_chain_certs(&context, &chain);
  const int count = std::max(sk_X509_num(chain), 0);
  std::vector<X509*> all(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) all[static_cast<std::size_t>(i)] = sk_X509_value(chain, i);
  return all;
}

bool is_valid(const X509& certificate, std::time_t now) {
  return to_time(*X509_get0_notBefore(&certificate)) <= now && now < to_time(*X509_get0_notAfter(&certificate));
}

/// Finds the issuer; a file may have both certificates of an issuer that was renewed under the same key.
std::vector<X509*>::iterator issuer_among(std::vector<X509*>& all, X509& certificate, std::time_t now) {
  const auto may_be = [&](X509* each) { return X509_cmp(each, &certificate) != 0 && has_signed(*each, certificate); };
  const auto valid =
      std::find_if(all.begin(), all.end(), [&](X509* each) { return is_valid(*each, now) && may_be(each); });
  return valid != all.end() ? valid : std::find_if(all.begin(), all.end(), may_be);
}

X509* known_issuer(X509& certificate, const std::vector<SharedCertificate>& known) {
  const auto found = std::find_if(known.begin(), known.end(), [&](const SharedCertificate& each) {
    return X509_cmp(each.get(), &certificate) != 0 && has_signed(*each, certificate);
  });
  return found == known.end() ? nullptr : found->get();
}

/// Examines the validity of each link but the first, which is examined elsewhere.
void examine_times(const ServerChain& chain, std::time_t now, ChainFindings& findings) {
  for (auto* link : chain.links) {
    if (link == chain.links.front()) continue;
    const auto until = to_time(*X509_get0_notAfter(link));
    if (is_root(*link)) {
      // A client that trusts a later root under the same key accepts the chain.
      if (until <= now) findings.remarks.push_back("bevat een stam-CA die is verlopen: " + subject_of(*link));
      continue;
    }
    const auto from = to_time(*X509_get0_notBefore(link));
    if (until <= now) findings.mistakes.push_back("bevat een tussen-CA die is verlopen: " + subject_of(*link));
    if (from > now) findings.mistakes.push_back("bevat een tussen-CA die nog niet geldig is: " + subject_of(*link));
  }
}

using GeneralNamesPtr = std::unique_ptr<GENERAL_NAMES, OpensslDeleter<GENERAL_NAMES_free>>;

/// Whether a client can match a name: labels of letters, digits, - and _, of which only the first may be a wildcard and
/// the last is no number.
bool is_host_name(std::string_view name) {
  if (name.starts_with("*.")) name.remove_prefix(2);
  constexpr std::string_view kDigits = "0123456789";
  const auto fits = [](char sign) {
    return std::isalnum(static_cast<unsigned char>(sign)) != 0 || sign == '-' || sign == '_';
  };
  for (;;) {
    const auto label = name.substr(0, name.find('.'));
    if (label.empty() || !std::ranges::all_of(label, fits)) return false;
    if (label.size() == name.size()) return label.find_first_not_of(kDigits) != std::string_view::npos;
    name.remove_prefix(label.size() + 1);
  }
}

bool names_host(const GENERAL_NAME& name) {
  if (name.type != GEN_DNS && name.type != GEN_IPADD) return false;
  const auto* value = name.type == GEN_DNS ? name.d.dNSName : name.d.iPAddress;
  const std::string_view bytes(reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
                               static_cast<std::size_t>(ASN1_STRING_length(value)));
  constexpr std::size_t kIpv4 = 4;
  constexpr std::size_t kIpv6 = 16;
  return name.type == GEN_DNS ? is_host_name(bytes) : bytes.size() == kIpv4 || bytes.size() == kIpv6;
}

/// Whether a certificate names a host where clients look for it; they no longer look at the common name.
bool names_host(const X509& certificate) {
  const GeneralNamesPtr names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr)));
  ERR_clear_error();
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    if (names_host(*sk_GENERAL_NAME_value(names.get(), i))) return true;
  }
  return false;
}

void examine_names(const ServerChain& chain, ChainFindings& findings) {
  if (names_host(*chain.links.front())) return;
  findings.remarks.emplace_back(
      "noemt geen bruikbare naam of adres in subjectAltName; clients zoeken de naam van de server alleen daar en "
      "weigeren het");
}

using FeaturesPtr = std::unique_ptr<TLS_FEATURE, OpensslDeleter<TLS_FEATURE_free>>;

/// Whether a certificate demands that each handshake holds a proof of OCSP (RFC 7633), which vishd never sends.
bool demands_staple(const X509& certificate) {
  constexpr long kStatusRequest = 5;
  constexpr long kStatusRequestV2 = 17;
  const FeaturesPtr features(
      static_cast<TLS_FEATURE*>(X509_get_ext_d2i(&certificate, NID_tlsfeature, nullptr, nullptr)));
  ERR_clear_error();
  for (int i = 0; i < sk_ASN1_INTEGER_num(features.get()); ++i) {
    const long feature = ASN1_INTEGER_get(sk_ASN1_INTEGER_value(features.get(), i));
    if (feature == kStatusRequest || feature == kStatusRequestV2) return true;
  }
  return false;
}

/// Examines what OpenSSL accepts of the first certificate and other clients do not.
void examine_first(const ServerChain& chain, ChainFindings& findings) {
  auto* first = chain.links.front();
  // A certificate without keyUsage is for all uses.
  if ((X509_get_key_usage(first) & KU_DIGITAL_SIGNATURE) == 0) {
    findings.remarks.emplace_back("heeft een keyUsage zonder digitalSignature; veel clients weigeren het");
  }
  if (demands_staple(*first)) {
    findings.remarks.emplace_back(
        "eist bij elke verbinding een bewijs van OCSP (TLS feature, must-staple), dat vishd niet meestuurt; veel "
        "clients weigeren het");
  }
  if ((X509_get_extension_flags(first) & EXFLAG_CA) != 0) {
    findings.remarks.emplace_back("is van een CA (basicConstraints CA:TRUE); sommige clients weigeren het als server");
  }
}

/// The objections of OpenSSL to a chain whose last link is trusted, its validity apart: each rule, and the certificate
/// that breaks it.
using Objections = std::vector<std::pair<int, std::string>>;

int note_objection(int accepted, X509_STORE_CTX* context) {
  const int error = X509_STORE_CTX_get_error(context);
  const auto* at = X509_STORE_CTX_get_current_cert(context);
  const bool is_about_time = error == X509_V_ERR_CERT_HAS_EXPIRED || error == X509_V_ERR_CERT_NOT_YET_VALID;
  if (accepted == 1 || at == nullptr || is_about_time) return 1;
  static_cast<Objections*>(X509_STORE_CTX_get_app_data(context))->emplace_back(error, subject_of(*at));
  return 1;
}

struct FreeStack {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using StackPtr = std::unique_ptr<STACK_OF(X509), FreeStack>;

Objections objections_of_a_client(const ServerChain& chain) {
  Objections objections;
  const StorePtr store(X509_STORE_new());
  const StoreContextPtr context(X509_STORE_CTX_new());
  const StackPtr between(sk_X509_new_null());
  require_openssl(store && context && between && X509_STORE_add_cert(store.get(), chain.links.back()) == 1, "keten");
  for (auto* link : chain.links) require_openssl(sk_X509_push(between.get(), link) > 0, "keten");
  X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN);
  X509_STORE_set_purpose(store.get(), X509_PURPOSE_SSL_SERVER);
  require_openssl(X509_STORE_CTX_init(context.get(), store.get(), chain.links.front(), between.get()) == 1, "keten");
  X509_STORE_CTX_set_app_data(context.get(), &objections);
  X509_STORE_CTX_set_verify_cb(context.get(), note_objection);
  X509_verify_cert(context.get());
  ERR_clear_error();
  return objections;
}

std::string link_text(int error) {
  switch (error) {
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
      return "staat niet zo veel CA's onder zich toe (pathLenConstraint)";
    case X509_V_ERR_PERMITTED_VIOLATION:
    case X509_V_ERR_EXCLUDED_VIOLATION:
      return "valt buiten de namen waarvoor een CA erboven mag uitgeven (nameConstraints)";
    case X509_V_ERR_INVALID_PURPOSE:
      return "mag niet uitgeven voor servers (extendedKeyUsage)";
    default:
      return std::string("deugt niet (") + X509_verify_cert_error_string(error) + ")";
  }
}

void examine_rules(const ServerChain& chain, ChainFindings& findings) {
  for (const auto& [error, subject] : objections_of_a_client(chain)) {
    // Some clients check the purpose of the last certificate only.
    auto& place = error == X509_V_ERR_INVALID_PURPOSE ? findings.remarks : findings.mistakes;
    place.push_back("bevat een keten die clients weigeren: " + subject + " " + link_text(error));
  }
}

void examine_end(const ServerChain& chain, const std::vector<SharedCertificate>& known, ChainFindings& findings) {
  auto& last = *chain.links.back();
  if (is_root(last)) return;
  auto* issuer = known_issuer(last, known);
  if (issuer != nullptr && is_root(*issuer)) return;
  const bool is_alone = chain.links.size() == 1;
  if (issuer == nullptr && !is_alone) return;
  if (is_alone && !chain.rest.empty()) {
    findings.mistakes.push_back("bevat een keten die niet past: geen van de certificaten erin is de uitgever, " +
                                issuer_of(last));
    return;
  }
  findings.remarks.push_back("bevat niet de hele keten: de uitgever van " + subject_of(last) + ", " + issuer_of(last) +
                             ", ontbreekt; wie alleen de stam vertrouwt kan dan geen verbinding maken");
}

}  // namespace

ServerChain server_chain(SSL_CTX& context, std::time_t now) {
  ServerChain chain{{SSL_CTX_get0_certificate(&context)}, sent_with(context), true};
  const auto sent = chain.rest;
  for (;;) {
    const auto next = issuer_among(chain.rest, *chain.links.back(), now);
    if (next == chain.rest.end()) break;
    chain.links.push_back(*next);
    chain.rest.erase(next);
  }
  chain.in_order = std::equal(chain.links.begin() + 1, chain.links.end(), sent.begin());
  return chain;
}

std::time_t expires(const ServerChain& chain) {
  auto first = std::numeric_limits<std::time_t>::max();
  for (auto* link : chain.links) {
    if (link != chain.links.front() && is_root(*link)) continue;
    first = std::min(first, to_time(*X509_get0_notAfter(link)));
  }
  return first;
}

ChainFindings examine(const ServerChain& chain, const std::vector<SharedCertificate>& known, std::time_t now) {
  ChainFindings findings;
  examine_times(chain, now, findings);
  examine_names(chain, findings);
  examine_first(chain, findings);
  examine_rules(chain, findings);
  examine_end(chain, known, findings);
  if (!findings.mistakes.empty()) return findings;
  if (!chain.in_order) {
    findings.remarks.emplace_back(
        "heeft zijn keten niet op volgorde: eerst het certificaat zelf, dan telkens de uitgever ervan");
  }
  for (const auto* each : chain.rest) {
    findings.remarks.push_back("bevat een certificaat dat niet bij de keten hoort: " + subject_of(*each));
  }
  return findings;
}

std::vector<std::string> revoked_links(const ServerChain& chain, const Trust& trust, std::time_t now) {
  std::vector<std::string> all;
  for (const auto& revocation : trust.revocations(chain.links, now)) {
    if (revocation.depth == 0) {
      all.push_back(revoker_text(revocation) + "; wie dat naziet maakt geen verbinding");
    } else {
      all.push_back("heeft in zijn keten een CA die " + revoker_text(revocation) + ": " + revocation.subject);
    }
  }
  return all;
}

}  // namespace vish::server
