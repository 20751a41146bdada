#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "proto/terms/domein.h"
#include "proto/terms/recorded.h"

namespace vish::proto {

/// What a line of the audit log says was done. The list stands in handelingen.def.
enum class Handeling : std::uint8_t {
#define HANDELING(value, text, is_wijziging) value,
#include "proto/terms/handelingen.def"
};

std::string_view to_text(Handeling value);
template <>
std::optional<Handeling> from_text(std::string_view text);

/// Whether an operator who does this leaves something else than he found. Of an act that this version does not know:
/// whether others of its soort may.
bool is_wijziging(const Recorded<Handeling>& handeling);

/// Whether the act ends an aansluiting or a bevrager, or would.
bool ends_party(const Recorded<Handeling>& handeling);

/// What the act is about: the text as far as its stop, or all of it.
std::string_view soort_of(const Recorded<Handeling>& handeling);

}  // namespace vish::proto
