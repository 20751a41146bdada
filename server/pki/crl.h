#pragma once

#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "base/core/openssl_ptr.h"

namespace vish::server {

/// The revocation lists in a file or folder.
struct CrlFiles {
  std::vector<CrlPtr> lists;
  std::vector<std::string> mistakes;  ///< one Dutch sentence for each file without a readable list
};

/// Reads the lists in a file, or in the files of a folder. Subfolders and names that begin with a dot are left out. A
/// file holds lists in PEM (one after the other) or one in DER, at most 64 MiB. A file that cannot be read whole, or
/// that pem_defect() finds damaged, gives a mistake and no list.
CrlFiles read_crls(const std::filesystem::path& path);

/// Says, in Dutch, why a list can never be used; empty when it can be. A usable list is complete (no delta, not for
/// some reasons only, and nothing taken back), is of its own CA alone, has a next update and a readable scope, and is
/// signed with SHA-256 or more.
std::string crl_defect(X509_CRL& list);

/// Returns the scope of a list (issuingDistributionPoint); null for a list for all certificates of its CA.
ScopePtr scope_of(const X509_CRL& list);

/// Returns the scope as bytes, by which scopes are compared, and in a few Dutch words.
std::string scope_bytes(const X509_CRL& list);
std::string scope_text(const X509_CRL& list);

/// Whether `list` was issued after `other`, by their numbers, or without numbers by their dates.
bool is_later(const X509_CRL& list, const X509_CRL& other);

/// Returns when a list was issued, and when the next one is due.
std::time_t this_update(const X509_CRL& list);
std::time_t next_update(const X509_CRL& list);

/// Returns a name on one line.
std::string name_text(const X509_NAME& name);

/// Returns a moment in a certificate or list; the end of time when it cannot be read.
std::time_t to_time(const ASN1_TIME& moment);

}  // namespace vish::server
