#include "fuzz/demand.h"

#include <cstdio>
#include <cstdlib>

namespace vish::fuzz {

void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

}  // namespace vish::fuzz
