#include "server/pki/crl.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "base/core/pem_text.h"
#include "base/core/textfile.h"
#include "server/pki/strength.h"

namespace vish::server {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMostBytes = std::uintmax_t{64} << 20U;

using Asn1IntegerPtr = std::unique_ptr<ASN1_INTEGER, OpensslDeleter<ASN1_INTEGER_free>>;
using Asn1EnumeratedPtr = std::unique_ptr<ASN1_ENUMERATED, OpensslDeleter<ASN1_ENUMERATED_free>>;

std::vector<CrlPtr> parse_pem(BIO& bio) {
  std::vector<CrlPtr> lists;
  while (auto* list = PEM_read_bio_X509_CRL(&bio, nullptr, nullptr, nullptr)) lists.emplace_back(list);
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (!at_end) lists.clear();
  return lists;
}

bool is_pem(const std::string& bytes) { return bytes.find("-----BEGIN") != std::string::npos; }

std::vector<CrlPtr> parse(const std::string& bytes) {
  const BioPtr bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
  require_openssl(bio != nullptr, "intrekkingslijst");
  if (is_pem(bytes)) return parse_pem(*bio);
  std::vector<CrlPtr> lists;
  CrlPtr list(d2i_X509_CRL_bio(bio.get(), nullptr));
  ERR_clear_error();
  if (list && BIO_pending(bio.get()) == 0) lists.push_back(std::move(list));
  return lists;
}

void read_file(const fs::path& file, CrlFiles& found) {
  if (auto reason = unreadable(file)) {
    found.mistakes.push_back(*std::move(reason));
    return;
  }
  std::error_code failed;
  if (!fs::is_regular_file(file, failed)) {
    found.mistakes.push_back(file.string() + " is geen gewoon bestand");
    return;
  }
  if (fs::file_size(file, failed) > kMostBytes || failed) {
    found.mistakes.push_back(file.string() + " is te groot voor een intrekkingslijst (meer dan 64 MB)");
    return;
  }
  const auto bytes = read_text(file);
  auto lists = parse(bytes);
  if (lists.empty()) {
    found.mistakes.push_back(file.string() + " is geen leesbare intrekkingslijst");
  } else if (const auto defect = is_pem(bytes) ? pem_defect(bytes) : ""; !defect.empty()) {
    found.mistakes.push_back(file.string() + " " + defect);
    return;
  }
  std::move(lists.begin(), lists.end(), std::back_inserter(found.lists));
}

Asn1IntegerPtr number_of(const X509_CRL& list) {
  return Asn1IntegerPtr(static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(&list, NID_crl_number, nullptr, nullptr)));
}

/// Whether the list gives the reason removeFromCRL for a certificate, which only a delta list may (RFC 5280 section
/// 5.3.1). OpenSSL lets such a certificate in, although it stands in the list.
bool takes_back(X509_CRL& list) {
  const auto* entries = X509_CRL_get_REVOKED(&list);
  for (int i = 0; i < sk_X509_REVOKED_num(entries); ++i) {
    const auto* entry = sk_X509_REVOKED_value(entries, i);
    if (X509_REVOKED_get_ext_by_NID(entry, NID_crl_reason, -1) < 0) continue;
    const Asn1EnumeratedPtr reason(
        static_cast<ASN1_ENUMERATED*>(X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nullptr, nullptr)));
    if (reason && ASN1_ENUMERATED_get(reason.get()) == CRL_REASON_REMOVE_FROM_CRL) return true;
  }
  return false;
}

std::string first_name(const GENERAL_NAMES& names) {
  for (int i = 0; i < sk_GENERAL_NAME_num(&names); ++i) {
    const auto* name = sk_GENERAL_NAME_value(&names, i);
    if (name->type != GEN_URI) continue;
    const auto* uri = name->d.uniformResourceIdentifier;
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(uri)),
            static_cast<std::size_t>(ASN1_STRING_length(uri))};
  }
  return "een naam";
}

}  // namespace

CrlFiles read_crls(const fs::path& path) {
  CrlFiles found;
  std::error_code failed;
  if (!fs::is_directory(path, failed)) {
    read_file(path, found);
    return found;
  }
  std::vector<fs::path> files;
  for (fs::directory_iterator at(path, failed), end; !failed && at != end; at.increment(failed)) {
    std::error_code ignored;
    const bool hidden = at->path().filename().string().starts_with('.');
    if (!hidden && !at->is_directory(ignored)) files.push_back(at->path());
  }
  if (failed) found.mistakes.push_back(path.string() + " is niet te lezen");
  std::sort(files.begin(), files.end());
  for (const auto& file : files) read_file(file, found);
  return found;
}

std::string crl_defect(X509_CRL& list) {
  if (X509_CRL_get_ext_by_NID(&list, NID_delta_crl, -1) >= 0) return "is een deltalijst";
  if (X509_CRL_get0_nextUpdate(&list) == nullptr) return "noemt niet wanneer de volgende komt";
  const auto scope = scope_of(list);
  // OpenSSL would use such a list for all certificates.
  if (!scope && !scope_bytes(list).empty()) return "zegt onleesbaar waarvoor zij geldt (issuingDistributionPoint)";
  if (scope && scope->indirectCRL != 0) return "is ook voor certificaten van andere CA's (indirectCRL)";
  if (scope && scope->onlysomereasons != nullptr)
    return "noemt alleen sommige redenen van intrekking (onlySomeReasons)";
  if (takes_back(list)) return "neemt een intrekking terug (removeFromCRL), wat alleen een deltalijst mag";
  const X509_ALGOR* algorithm = nullptr;
  X509_CRL_get0_signature(&list, nullptr, &algorithm);
  if (!is_strong_signature(*algorithm)) return "is te zwak ondertekend";
  return {};
}

ScopePtr scope_of(const X509_CRL& list) {
  ScopePtr scope(
      static_cast<ISSUING_DIST_POINT*>(X509_CRL_get_ext_d2i(&list, NID_issuing_distribution_point, nullptr, nullptr)));
  ERR_clear_error();
  return scope;
}

std::string scope_bytes(const X509_CRL& list) {
  const int at = X509_CRL_get_ext_by_NID(&list, NID_issuing_distribution_point, -1);
  if (at < 0) return {};
  const auto* bytes = X509_EXTENSION_get_data(X509_CRL_get_ext(&list, at));
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(bytes)),
          static_cast<std::size_t>(ASN1_STRING_length(bytes))};
}

std::string scope_text(const X509_CRL& list) {
  const auto scope = scope_of(list);
  if (!scope) return scope_bytes(list).empty() ? "alles" : "onleesbaar";
  std::string text;
  if (scope->onlyuser != 0) text = "alleen certificaten die geen CA zijn";
  if (scope->onlyCA != 0) text = "alleen CA's";
  if (scope->onlyattr != 0) text = "alleen attribuutcertificaten";
  const auto* point = scope->distpoint;
  if (point == nullptr) return text.empty() ? "alles" : text;
  const auto name =
      point->type == 0 && point->name.fullname != nullptr ? first_name(*point->name.fullname) : "een naam";
  return text + (text.empty() ? "" : ", ") + "alleen wat verspreidingspunt " + name + " noemt";
}

bool is_later(const X509_CRL& list, const X509_CRL& other) {
  const auto number = number_of(list);
  const auto other_number = number_of(other);
  if (number && other_number) return ASN1_INTEGER_cmp(number.get(), other_number.get()) > 0;
  return this_update(list) > this_update(other);
}

std::time_t this_update(const X509_CRL& list) { return to_time(*X509_CRL_get0_lastUpdate(&list)); }
std::time_t next_update(const X509_CRL& list) { return to_time(*X509_CRL_get0_nextUpdate(&list)); }

std::string name_text(const X509_NAME& name) {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  require_openssl(bio != nullptr, "naam");
  X509_NAME_print_ex(bio.get(), &name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  return bio_bytes(*bio);
}

std::time_t to_time(const ASN1_TIME& moment) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(&moment, &parts) != 1) return std::numeric_limits<std::time_t>::max();
  return timegm(&parts);
}

}  // namespace vish::server
