#pragma once

namespace vish {

/// Keys and BSNs pass through memory: no core file and no debugger of another
/// user's may hold them. Throws std::runtime_error when that cannot be had.
void forbid_core_files();

}  // namespace vish
