#pragma once

#include <optional>
#include <string_view>

#include "proto/dayfile/bevindingen.h"
#include "proto/dayfile/dressing.h"

namespace vish::proto::dagbestand {

/// The column of that name, in any letter case and however it is dressed.
std::optional<Kolom> known_column(std::string_view name);
/// What known_column() took off the name.
Dressing dressing_of(std::string_view name);

/// The column that an unknown name was probably meant to be, and the signs in
/// it that were taken for letters. A letter of another script that looks like
/// none of ASCII may be any, as long as half of the name is certain.
struct Gelijkenis {
  Kolom kolom;
  bool near;  ///< only signs, or one letter, make the difference; else there are more words
  Signs signs;
};
std::optional<Gelijkenis> resembles(std::string_view name);

}  // namespace vish::proto::dagbestand
