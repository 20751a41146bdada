#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "server/pki/authority.h"
#include "server/pki/crl.h"

namespace vish::server {

/// Keeps the revocation lists that were last in force, in a folder of vishd itself, for a start at which the configured
/// files are unusable. A damaged list is no list, because lists are signed. One writer at a time may use it; it blocks
/// on the disk.
class SavedLists {
 public:
  explicit SavedLists(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Reads the saved lists; none when there is no folder.
  CrlFiles read() const;

  /// Says, in Dutch, that something else stands where the folder belongs; empty when nothing does.
  std::string obstacle() const;

  /// Saves these lists in the place of the earlier ones. Each list is saved as a whole or not at all, and is on disk
  /// before an earlier one is removed; the folder is made when it is missing. An empty `lists` changes nothing.
  /// Returns, in Dutch, why saving failed, for instance because the lists exceed 64 MiB together; empty for success.
  std::string write(const std::vector<SharedCrl>& lists) const;

 private:
  std::string failure(const std::string& reason) const;
  void write_all(const std::vector<SharedCrl>& lists) const;

  std::filesystem::path folder_;
};

}  // namespace vish::server
