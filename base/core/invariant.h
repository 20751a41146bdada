#pragma once

#include <stdexcept>

namespace vish {

/// Throws std::logic_error that names the broken rule, also in release builds. It guards a rule that only a mistake in
/// this code can break: the request then gets no answer, and never a "no match" that follows from the mistake.
inline void require_invariant(bool holds, const char* rule) {
  if (!holds) [[unlikely]]
    throw std::logic_error(rule);
}

}  // namespace vish
