#include "server/rules/version.h"

#include "storage/database/sync.h"

namespace vish::server {

std::string_view version() {
  return storage::commits_are_synced() ? VISH_VERSION : VISH_VERSION " ZONDER SYNCHRONISATIE (alleen voor metingen)";
}

}  // namespace vish::server
