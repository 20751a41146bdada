#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "server/pki/authority.h"
#include "server/pki/crl.h"

namespace vish::server {

/// The revocation lists that were in force last, in a folder of vishd's own:
/// for a start at which the files that it is given are of no use. They are
/// signed, so one that is damaged is no list. One writer at a time; blocks on
/// the disk.
class SavedLists {
 public:
  explicit SavedLists(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// None when there is no folder.
  CrlFiles read() const;

  /// Makes these the ones that are saved, each at once or not at all, and
  /// durable before it removes others; makes the folder. At most 64 MiB
  /// together, the first ones. Returns why it failed, in Dutch; empty: it did
  /// not.
  std::string write(const std::vector<SharedCrl>& lists) const;

 private:
  void write_all(const std::vector<SharedCrl>& lists) const;

  std::filesystem::path folder_;
};

}  // namespace vish::server
