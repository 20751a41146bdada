#pragma once

#include <string>

#include "bron.h"

namespace vish::test {

/// Does to a file what disks, mail programs, editors and scripts do to files:
/// once, or a few times. `soort` names what was done first.
struct Schade {
  std::string bytes;
  std::string soort;
};
Schade damage(Worp& worp, std::string bytes);

}  // namespace vish::test
