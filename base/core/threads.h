#pragma once

namespace vish {

// Scheduling of the calling thread. These functions need no rights, and have no effect where the kernel refuses them.

/// Lowers the priority of the calling thread, for work that may wait for other threads.
void give_way();

/// Asks the kernel to run the calling thread soon and in short turns, for a thread that answers questions. Linux 6.12
/// and later (EEVDF) honours this; an older kernel ignores it.
void answer_soon();

}  // namespace vish
