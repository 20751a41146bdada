#pragma once

namespace vish::storage {

/// Whether the committer waits until the disk holds a change before it acknowledges it. This is true in every program
/// but one, which the build option VISH_UNSYNCED_AUDIT adds to measure the cost of waiting. That program is linked with
/// another definition of this function; no configuration and no argument changes it.
bool commits_are_synced();

}  // namespace vish::storage
