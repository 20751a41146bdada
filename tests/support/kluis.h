#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "storage/backup/backups.h"
#include "storage/restore/terugzetten.h"
#include "support/opslag.h"

namespace vish::test {

/// Writes a certificate that signs itself, as `<name>.pem`, and its key, as `<name>.key`. Takes ownership of `made`.
inline void make_recipient(const std::filesystem::path& folder, const std::string& name, EVP_PKEY* made) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(made, EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
  constexpr long kYear = 31536000;
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kYear);
  X509_set_pubkey(certificate.get(), key.get());
  auto* subject = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1,
                             0);
  X509_set_issuer_name(certificate.get(), subject);
  REQUIRE(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
  const std::unique_ptr<FILE, int (*)(FILE*)> pem(std::fopen((folder / (name + ".pem")).c_str(), "w"), std::fclose);
  const std::unique_ptr<FILE, int (*)(FILE*)> pkey(std::fopen((folder / (name + ".key")).c_str(), "w"), std::fclose);
  REQUIRE(PEM_write_X509(pem.get(), certificate.get()) == 1);
  REQUIRE(PEM_write_PrivateKey(pkey.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
}

/// A store with a recipient of its backups and, if asked, a copy of its audit log.
struct Kluis : Opslag {
  explicit Kluis(bool copying = false) {
    make_recipient(folder.path(), "kluis", EVP_RSA_gen(2048));
    if (!copying) return;
    kopie = folder / "kopie";
    close();
    auto with_copy = options();
    with_copy.auditkopie = kopie;
    store = need(storage::Store::open(with_copy, keys()));
  }

  /// Opens the store again on a disk with `room` free bytes.
  void open_on(std::function<std::uint64_t()> room) {
    close();
    auto full = options();
    full.min_free_bytes = kGrens;
    full.free_bytes = [room = std::move(room)](const std::filesystem::path&) { return room(); };
    store = need(storage::Store::open(full, keys()));
  }
  static constexpr std::uint64_t kGrens = 1'000'000;

  storage::Backupplaats plaats(std::size_t bewaren = 3) const {
    return {folder / "backups", folder / "kluis.pem", bewaren};
  }
  storage::Backup back_up(std::size_t bewaren = 3) {
    return need(store->backups().create(plaats(bewaren), moment(30)));
  }
  storage::Terugzetopdracht opdracht_voor(std::uint64_t nummer) const {
    return {folder / "backups", nummer, folder / "kluis.key", folder / "sleutels"};
  }
  Stored<storage::Teruggezet> put_back(std::uint64_t nummer) const {
    auto into = options();
    into.folder = folder / "terug";
    into.auditkopie = kopie;
    return storage::restore(opdracht_voor(nummer), into);
  }
  /// Opens the database that put_back() made, in the place of the store.
  void take_over() {
    close();
    auto there = options();
    there.folder = folder / "terug";
    there.auditkopie = kopie;
    store = need(storage::Store::open(there, keys()));
  }
  bool nothing_is_left() const {
    return !std::filesystem::exists(folder / "terug") && !std::filesystem::exists(folder / "terug.terugzetten");
  }

  std::filesystem::path kopie;
};

inline std::vector<std::filesystem::path> files_of(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files{std::filesystem::directory_iterator(folder),
                                           std::filesystem::directory_iterator()};
  std::ranges::sort(files);
  return files;
}

/// Changes one bit of the byte at `at`, modulo the size of the file.
inline void flip_a_byte(const std::filesystem::path& file, std::size_t at) {
  std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
  bytes.seekg(static_cast<std::streamoff>(at % std::filesystem::file_size(file)));
  const auto place = bytes.tellg();
  const auto byte = static_cast<char>(bytes.get() ^ 1);
  bytes.seekp(place);
  bytes.put(byte);
}

}  // namespace vish::test
