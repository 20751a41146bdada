#include "server/rules/version.h"

namespace vish::server {

std::string_view version() { return VISH_VERSION; }

}  // namespace vish::server
