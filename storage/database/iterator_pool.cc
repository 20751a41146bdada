#include "storage/database/iterator_pool.h"

#include <utility>

namespace vish::storage {

std::unique_ptr<rocksdb::Iterator> IteratorPool::take() {
  std::unique_ptr<rocksdb::Iterator> iterator;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      iterator = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (iterator && iterator->Refresh().ok()) return iterator;
  return database_.registraties();
}

void IteratorPool::give_back(std::unique_ptr<rocksdb::Iterator> iterator) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(iterator));
}

void IteratorPool::clear() {
  std::vector<std::unique_ptr<rocksdb::Iterator>> going;  // destroyed after the lock is released
  const std::lock_guard lock(mutex_);
  going.swap(idle_);
}

}  // namespace vish::storage
