#pragma once

#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "base/core/openssl_ptr.h"

namespace vish::server {

/// What was found where the revocation lists are.
struct CrlFiles {
  std::vector<CrlPtr> lists;
  std::vector<std::string> mistakes;  ///< one Dutch sentence for each file that holds none
};

/// Reads the lists in a file, or in the files of a folder but not of its
/// subfolders or with a name that begins with a dot. PEM (one after the other)
/// or DER, at most 64 MiB each. A file that cannot be read whole gives a
/// mistake and no list.
CrlFiles read_crls(const std::filesystem::path& path);

/// Why a list can never serve, in Dutch; empty when it can: complete (no
/// delta, not for some reasons only), of its own CA alone, with a next moment and
/// a scope that can be read, and signed with SHA-256 or more.
std::string crl_defect(const X509_CRL& list);

/// For which certificates of its CA a list is (issuingDistributionPoint); null
/// when it does not say, and is for all.
ScopePtr scope_of(const X509_CRL& list);

/// The same as bytes, to tell scopes apart; and in few Dutch words.
std::string scope_bytes(const X509_CRL& list);
std::string scope_text(const X509_CRL& list);

/// True when `list` was issued after `other`: by their numbers, or without
/// those by their dates.
bool is_later(const X509_CRL& list, const X509_CRL& other);

std::time_t this_update(const X509_CRL& list);
std::time_t next_update(const X509_CRL& list);

/// On one line.
std::string name_text(const X509_NAME& name);

/// A moment in a certificate or list; the end of time when it cannot be told.
std::time_t to_time(const ASN1_TIME& moment);

}  // namespace vish::server
