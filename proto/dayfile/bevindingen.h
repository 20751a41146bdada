#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "proto/dayfile/dagbestand.h"
#include "proto/dayfile/dressing.h"
#include "proto/terms/bevinding.h"

namespace vish::proto::dagbestand {

bool is_fault(Bevindingcode code);

/// Whether other rows may have disappeared in the row, so that the file ends nobody.
bool may_have_swallowed(Bevindingcode code);

/// `kolom` is absent where the remark concerns the whole row. The message names
/// the signs that were met in the value. Where the row keeps the file from
/// ending anybody, the message says so: by what the code is, or because the
/// caller knows.
Bevinding make_bevinding(std::uint64_t regel, std::optional<Kolom> kolom, Bevindingcode code, const Signs& signs = {},
                         bool ends_nobody = false);

/// Why the file cannot be read, with the text of that code.
Bestandsfout make_bestandsfout(std::uint64_t regel, Bevindingcode code);

}  // namespace vish::proto::dagbestand
