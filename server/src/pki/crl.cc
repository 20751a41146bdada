#include "pki/crl.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "config/textfile.h"
#include "pki/strength.h"

namespace vish::server {
namespace {

namespace fs = std::filesystem;

using Asn1IntegerPtr = std::unique_ptr<ASN1_INTEGER, OpensslDeleter<ASN1_INTEGER_free>>;

std::vector<CrlPtr> parse_pem(BIO& bio) {
  std::vector<CrlPtr> lists;
  while (auto* list = PEM_read_bio_X509_CRL(&bio, nullptr, nullptr, nullptr)) lists.emplace_back(list);
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (!at_end) lists.clear();
  return lists;
}

std::vector<CrlPtr> parse(const std::string& bytes) {
  const BioPtr bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
  require_openssl(bio != nullptr, "intrekkingslijst");
  if (bytes.find("-----BEGIN") != std::string::npos) return parse_pem(*bio);
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
  auto lists = parse(read_text(file));
  if (lists.empty()) found.mistakes.push_back(file.string() + " is geen leesbare intrekkingslijst");
  std::move(lists.begin(), lists.end(), std::back_inserter(found.lists));
}

Asn1IntegerPtr number_of(const X509_CRL& list) {
  return Asn1IntegerPtr(static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(&list, NID_crl_number, nullptr, nullptr)));
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
    if (!hidden && at->is_regular_file(ignored)) files.push_back(at->path());
  }
  if (failed) found.mistakes.push_back(path.string() + " is niet te lezen");
  std::sort(files.begin(), files.end());
  for (const auto& file : files) read_file(file, found);
  return found;
}

std::string crl_defect(const X509_CRL& list) {
  if (X509_CRL_get_ext_by_NID(&list, NID_delta_crl, -1) >= 0) return "is een deltalijst";
  if (X509_CRL_get0_nextUpdate(&list) == nullptr) return "noemt niet wanneer de volgende komt";
  const X509_ALGOR* algorithm = nullptr;
  X509_CRL_get0_signature(&list, nullptr, &algorithm);
  if (!is_strong_signature(*algorithm)) return "is te zwak ondertekend";
  return {};
}

bool is_later(const X509_CRL& list, const X509_CRL& other) {
  const auto number = number_of(list);
  const auto other_number = number_of(other);
  if (number && other_number) return ASN1_INTEGER_cmp(number.get(), other_number.get()) > 0;
  return to_time(*X509_CRL_get0_lastUpdate(&list)) > to_time(*X509_CRL_get0_lastUpdate(&other));
}

std::string name_text(const X509_NAME& name) {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  require_openssl(bio != nullptr, "naam");
  X509_NAME_print_ex(bio.get(), &name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

std::time_t to_time(const ASN1_TIME& moment) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(&moment, &parts) != 1) return std::numeric_limits<std::time_t>::max();
  return timegm(&parts);
}

}  // namespace vish::server
