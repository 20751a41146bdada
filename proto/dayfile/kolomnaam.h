#pragma once

#include <optional>
#include <string_view>

#include "proto/dayfile/bevindingen.h"
#include "proto/dayfile/dressing.h"

namespace vish::proto::dagbestand {

/// Finds the column with a name, in any letter case and with any dressing.
std::optional<Kolom> known_column(std::string_view name);
/// Returns the dressing that known_column() removes from the name.
Dressing dressing_of(std::string_view name);

/// The column that an unknown name probably means, and the signs in the name that were read as letters. A letter of
/// another script that looks like no letter of ASCII may stand for any letter, as long as half of the name is certain.
struct Gelijkenis {
  Kolom kolom;
  bool near;  ///< the difference is signs or one letter; false: the name has more words
  Signs signs;
};
/// Finds the column that a name resembles, and returns nothing when it resembles none.
std::optional<Gelijkenis> resembles(std::string_view name);

}  // namespace vish::proto::dagbestand
