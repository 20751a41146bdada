#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "proto/terms/domein.h"
#include "proto/terms/recorded.h"

namespace vish::proto {

/// The act that a line of the audit log tells of. The list stands in handelingen.def.
enum class Handeling : std::uint8_t {
#define HANDELING(value, text, is_wijziging) value,
#include "proto/terms/handelingen.def"
};

std::string_view to_text(Handeling value);
template <>
std::optional<Handeling> from_text(std::string_view text);

/// Whether an operator who does the act leaves something else than he found. For an act that this version does not
/// know, the function tells whether some known act of its soort does so.
bool is_wijziging(const Recorded<Handeling>& handeling);

/// Whether the act, done or only asked for, ends an aansluiting or a bevrager.
bool ends_party(const Recorded<Handeling>& handeling);

/// Returns the subject of the act: the text of the act as far as its stop, or all of the text where it has none.
std::string_view soort_of(const Recorded<Handeling>& handeling);

}  // namespace vish::proto
