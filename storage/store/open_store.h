#pragma once

#include <memory>

#include "storage/database/database.h"
#include "storage/store/store.h"

namespace vish::storage {

/// Does the second half of Store::open(): returns the store on a database that is open.
Stored<std::unique_ptr<Store>> open_store(std::unique_ptr<Database> database, const StoreOptions& options,
                                          Keyring keys);

}  // namespace vish::storage
