#include "base/core/process.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <stdexcept>

namespace vish {

void forbid_core_files() {
  const rlimit none{0, 0};
  if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0) {
    throw std::runtime_error("kernbestanden zijn niet uit te schakelen");
  }
}

}  // namespace vish
