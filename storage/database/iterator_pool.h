#pragma once

#include <rocksdb/iterator.h>

#include <memory>
#include <mutex>
#include <vector>

#include "storage/database/database.h"

namespace vish::storage {

/// Iterators over registrations that were used and can be used again, which
/// costs less than making one. Each holds on to the files and the memory of its last use, so
/// they go when those may have changed. Any thread.
class IteratorPool {
 public:
  explicit IteratorPool(Database& database) : database_(database) {}

  /// One that sees everything that is there now.
  std::unique_ptr<rocksdb::Iterator> take();
  void give_back(std::unique_ptr<rocksdb::Iterator> iterator);
  /// Lets go of all that are not in use.
  void clear();

 private:
  Database& database_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<rocksdb::Iterator>> idle_;
};

}  // namespace vish::storage
