#pragma once

#include <rocksdb/iterator.h>

#include <memory>
#include <mutex>
#include <vector>

#include "storage/database/database.h"

namespace vish::storage {

/// Iterators over registrations for further use, because a used iterator costs less than a new one. An idle iterator
/// holds on to the files and the memory of its last use, so clear() lets them go when those may have changed. Safe to
/// call from any thread.
class IteratorPool {
 public:
  explicit IteratorPool(Database& database) : database_(database) {}

  /// Takes an iterator that sees the database as it is now.
  std::unique_ptr<rocksdb::Iterator> take();
  /// Keeps an iterator for a later take().
  void give_back(std::unique_ptr<rocksdb::Iterator> iterator);
  /// Destroys all idle iterators.
  void clear();

 private:
  Database& database_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<rocksdb::Iterator>> idle_;
};

}  // namespace vish::storage
