#include "pki/server_chain.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <limits>

#include "pki/crl.h"

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

X509* known_issuer(X509& certificate, const std::vector<SharedCertificate>& known) {
  const auto found = std::find_if(known.begin(), known.end(), [&](const SharedCertificate& each) {
    return X509_cmp(each.get(), &certificate) != 0 && has_signed(*each, certificate);
  });
  return found == known.end() ? nullptr : found->get();
}

void examine_times(const ServerChain& chain, std::time_t now, ChainFindings& findings) {
  for (auto* link : chain.links) {
    if (link == chain.links.front() || is_root(*link)) continue;
    const auto until = to_time(*X509_get0_notAfter(link));
    const auto from = to_time(*X509_get0_notBefore(link));
    if (until <= now) findings.mistakes.push_back("bevat een tussen-CA die is verlopen: " + subject_of(*link));
    if (from > now) findings.mistakes.push_back("bevat een tussen-CA die nog niet geldig is: " + subject_of(*link));
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

ServerChain server_chain(SSL_CTX& context) {
  ServerChain chain{{SSL_CTX_get0_certificate(&context)}, sent_with(context), true};
  const auto sent = chain.rest;
  for (;;) {
    auto& last = *chain.links.back();
    const auto next = std::find_if(chain.rest.begin(), chain.rest.end(),
                                   [&](X509* each) { return has_signed(*each, last) && X509_cmp(each, &last) != 0; });
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

}  // namespace vish::server
