#pragma once

#include <rocksdb/db.h>

#include <memory>
#include <vector>

#include "storage/database/store_options.h"

namespace vish::storage {

/// Settings that put safety first; docs/storage.md gives the reason of each.
rocksdb::DBOptions database_options(const StoreOptions& options);

/// In the order of Cf.
std::vector<rocksdb::ColumnFamilyDescriptor> column_families(const std::shared_ptr<rocksdb::Cache>& cache);

}  // namespace vish::storage
