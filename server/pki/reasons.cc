#include "server/pki/reasons.h"

#include <openssl/x509_vfy.h>

#include "server/pki/crl.h"

namespace vish::server {
namespace {

using KeyIdentifierPtr = std::unique_ptr<AUTHORITY_KEYID, OpensslDeleter<AUTHORITY_KEYID_free>>;

bool is_of_another_key(const X509_CRL& list, X509& authority) {
  const KeyIdentifierPtr key(
      static_cast<AUTHORITY_KEYID*>(X509_CRL_get_ext_d2i(&list, NID_authority_key_identifier, nullptr, nullptr)));
  return key != nullptr && X509_check_akid(&authority, key.get()) != X509_V_OK;
}

std::string in_words(int error) { return X509_verify_cert_error_string(error); }

}  // namespace

std::string authority_text(int error) {
  switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return "is verlopen";
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return "is nog niet geldig";
    case X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER:
      return "heeft geen subjectKeyIdentifier";
    case X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER:
      return "heeft geen authorityKeyIdentifier";
    case X509_V_ERR_CA_CERT_MISSING_KEY_USAGE:
      return "heeft geen keyUsage";
    case X509_V_ERR_KEYUSAGE_NO_CRL_SIGN:
      return "mag geen intrekkingslijsten ondertekenen (keyUsage zonder cRLSign)";
    case X509_V_ERR_INVALID_CA:
      return "mag geen certificaten uitgeven (basicConstraints CA:FALSE, of keyUsage zonder keyCertSign)";
    case X509_V_ERR_CA_BCONS_NOT_CRITICAL:
      return "heeft basicConstraints die niet kritiek zijn";
    case X509_V_ERR_INVALID_PURPOSE:
      return "mag geen certificaten voor clients uitgeven (extendedKeyUsage)";
    case X509_V_ERR_CA_KEY_TOO_SMALL:
      return "heeft een te zwakke sleutel";
    case X509_V_ERR_CA_MD_TOO_WEAK:
      return "is te zwak ondertekend";
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
      return "heeft een uitgever die niet in tls.vertrouwd staat";
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
      return "staat onder een CA die niet zo veel CA's onder zich toestaat (pathLenConstraint)";
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
      return "is niet ondertekend door de uitgever die zij noemt";
    default:
      return "wordt geweigerd (" + in_words(error) + ")";
  }
}

std::string list_text(int error, const X509_CRL& list, X509& authority) {
  if (is_of_another_key(list, authority))
    return "noemt een andere sleutel (authorityKeyIdentifier) dan die van haar CA";
  const bool is_scoped = !scope_bytes(list).empty();
  if (error == X509_V_ERR_UNABLE_TO_GET_CRL && is_scoped) error = X509_V_ERR_DIFFERENT_CRL_SCOPE;
  switch (error) {
    case X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION:
      return "heeft een kritieke extensie die niet bekend is";
    case X509_V_ERR_KEYUSAGE_NO_CRL_SIGN:
      return "is van een CA die geen intrekkingslijsten mag ondertekenen (keyUsage zonder cRLSign)";
    case X509_V_ERR_DIFFERENT_CRL_SCOPE:
      return "geldt niet voor wat haar CA uitgeeft (issuingDistributionPoint: " + scope_text(list) + ")";
    default:
      return "is niet te gebruiken (" + in_words(error) + ")";
  }
}

}  // namespace vish::server
