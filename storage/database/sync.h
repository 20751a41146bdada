#pragma once

namespace vish::storage {

/// Whether the committer waits until the disk holds what it acknowledges: true
/// in every program but the one that the build option VISH_UNSYNCED_AUDIT adds
/// to measure what the waiting costs. That program is linked with another
/// definition of this function; no configuration and no argument changes it.
bool commits_are_synced();

}  // namespace vish::storage
