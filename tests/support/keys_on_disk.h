#pragma once

#include <cstddef>
#include <set>
#include <string>

#include "storage/database/database.h"
#include "support/opslag.h"

namespace vish::test {

/// The keys that a closed store left in its column families.
class KeysOnDisk {
 public:
  explicit KeysOnDisk(const storage::StoreOptions& options) : database_(need(storage::Database::open(options))) {}

  std::size_t count(storage::Cf cf) const {
    std::size_t found = 0;
    need(database_->scan(cf, "", [&](std::string_view, std::string_view) {
      ++found;
      return true;
    }));
    return found;
  }

  /// Counts the registrations, each version of one person at one aansluiting once.
  std::size_t persons() const {
    std::set<std::string> found;
    need(database_->scan(storage::Cf::registraties, "", [&](std::string_view key, std::string_view) {
      found.emplace(key.substr(0, key.size() - sizeof(storage::Generatie)));
      return true;
    }));
    return found.size();
  }

  storage::Database& database() { return *database_; }

 private:
  std::unique_ptr<storage::Database> database_;
};

}  // namespace vish::test
