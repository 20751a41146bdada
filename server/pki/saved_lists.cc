#include "server/pki/saved_lists.h"

#include <algorithm>
#include <array>
#include <exception>
#include <iterator>
#include <set>
#include <span>
#include <system_error>

#include "base/core/files.h"
#include "base/core/hex.h"
#include "base/core/new_file.h"
#include "base/core/os_errors.h"
#include "base/core/textfile.h"

namespace vish::server {
namespace {

constexpr std::size_t kMostTogether = std::size_t{64} << 20U;
constexpr mode_t kOwnFolder = 0700;

std::string der(X509_CRL& list) {
  const int size = i2d_X509_CRL(&list, nullptr);
  require_openssl(size > 0, "intrekkingslijst");
  std::string bytes(static_cast<std::size_t>(size), '\0');
  auto* out = reinterpret_cast<unsigned char*>(bytes.data());
  require_openssl(i2d_X509_CRL(&list, &out) == size, "intrekkingslijst");
  return bytes;
}

/// Returns the name of a file, by its contents: a file never gets other contents.
std::string file_name(const std::string& bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  require_openssl(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) == 1, "naam");
  return to_hex(std::span(digest).first(size)) + ".crl";
}

bool holds(const std::filesystem::path& file, const std::string& bytes) {
  return !unreadable(file) && read_text(file) == bytes;
}

void put(const std::filesystem::path& file, const std::string& bytes) {
  const auto temporary = file.parent_path() / ".nieuw";
  std::filesystem::remove(temporary);
  write_new_file(temporary, bytes, kSecretFile);
  std::filesystem::rename(temporary, file);
}

void remove_others(const std::filesystem::path& folder, const std::set<std::string>& kept) {
  std::vector<std::filesystem::path> others;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!kept.contains(entry.path().filename().string())) others.push_back(entry.path());
  }
  for (const auto& other : others) std::filesystem::remove(other);
}

}  // namespace

CrlFiles SavedLists::read() const {
  std::error_code failed;
  return std::filesystem::is_directory(folder_, failed) ? read_crls(folder_) : CrlFiles();
}

std::string SavedLists::write(const std::vector<SharedCrl>& lists) const {
  if (lists.empty()) return {};
  if (auto reason = obstacle(); !reason.empty()) return reason;
  try {
    write_all(lists);
    return {};
  } catch (const std::filesystem::filesystem_error& failed) {
    return failure(dutch_text(failed.code()));
  } catch (const std::exception& failed) {
    return failure(failed.what());
  }
}

std::string SavedLists::obstacle() const {
  std::error_code ignored;
  const auto there = std::filesystem::symlink_status(folder_, ignored);
  if (!std::filesystem::exists(there) || std::filesystem::is_directory(folder_, ignored)) return {};
  return failure("dat is geen map");
}

std::string SavedLists::failure(const std::string& reason) const {
  return "de geldende intrekkingslijsten zijn niet te bewaren in " + folder_.string() + ": " + reason;
}

void SavedLists::write_all(const std::vector<SharedCrl>& lists) const {
  if (!std::filesystem::is_directory(folder_)) {
    std::filesystem::create_directory(folder_);
    std::filesystem::permissions(folder_, std::filesystem::perms(kOwnFolder));
    or_throw(sync_folder(folder_.parent_path()));
  }
  std::set<std::string> kept;
  std::size_t together = 0;
  for (const auto& list : lists) {
    const auto bytes = der(*list);
    together += bytes.size();
    if (together > kMostTogether) throw std::runtime_error("samen zijn zij groter dan 64 MB");
    const auto name = file_name(bytes);
    if (!holds(folder_ / name, bytes)) put(folder_ / name, bytes);
    kept.insert(name);
  }
  or_throw(sync_folder(folder_));
  remove_others(folder_, kept);
}

}  // namespace vish::server
