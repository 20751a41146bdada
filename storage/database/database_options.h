#pragma once

#include <rocksdb/db.h>

#include <memory>
#include <vector>

#include "storage/database/store_options.h"

namespace vish::storage {

/// Returns settings that put safety first; docs/storage.md gives the reason for each.
rocksdb::DBOptions database_options(const StoreOptions& options);

/// Returns the column families, in the order of Cf.
std::vector<rocksdb::ColumnFamilyDescriptor> column_families(const std::shared_ptr<rocksdb::Cache>& cache);

}  // namespace vish::storage
