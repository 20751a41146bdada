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

/// Makes a finding. `kolom` is absent where the finding concerns the whole row. The text names the signs that were met
/// in the value. Where the row keeps the file from ending anybody, the text says so: because of the code, because the
/// finding is a fault in the BSN, or because the caller sets `ends_nobody`.
Bevinding make_bevinding(std::uint64_t regel, std::optional<Kolom> kolom, Bevindingcode code, const Signs& signs = {},
                         bool ends_nobody = false);

/// Makes the reason why the file cannot be read, with the text of that code.
Bestandsfout make_bestandsfout(std::uint64_t regel, Bevindingcode code);

}  // namespace vish::proto::dagbestand
