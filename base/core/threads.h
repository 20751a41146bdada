#pragma once

namespace vish {

// Who goes first when there is more to do than there are processors. Both
// concern the calling thread, need no rights and do what the kernel lets them.

/// For work that a delivery can wait for: the thread gives way to others.
void give_way();

/// For threads on which a question waits: short turns, soon (EEVDF, Linux
/// 6.12 and later; before that the kernel decides).
void answer_soon();

}  // namespace vish
