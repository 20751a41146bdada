#pragma once

#include <stdexcept>

namespace vish {

/// For what a piece of code relies on, and only a mistake in our own code can break. Throws std::logic_error that names
/// the rule, in release too: who waits for the work gets no answer, and never a "no match" that came of the mistake.
inline void require_invariant(bool holds, const char* rule) {
  if (!holds) [[unlikely]]
    throw std::logic_error(rule);
}

}  // namespace vish
