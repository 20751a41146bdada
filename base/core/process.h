#pragma once

namespace vish {

/// Switches off core files and unprivileged debuggers for this process, because its memory holds keys and BSNs. Throws
/// std::runtime_error when the system refuses.
void forbid_core_files();

}  // namespace vish
