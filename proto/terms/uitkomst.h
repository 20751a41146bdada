#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "proto/terms/domein.h"
#include "proto/terms/recorded.h"

namespace vish::proto {

/// The outcome of what a line of the audit log tells. The list stands in uitkomsten.def.
enum class Uitkomst : std::uint8_t {
#define UITKOMST(value) value,
#include "proto/terms/uitkomsten.def"
};

std::string_view to_text(Uitkomst value);
template <>
std::optional<Uitkomst> from_text(std::string_view text);

Uitkomst uitkomst_of(Aanleverstatus status);
Uitkomst uitkomst_of(Aansluitfase fase);
/// Returns the phase that the outcome names, or nothing where the outcome is no phase.
std::optional<Aansluitfase> fase_of(Uitkomst uitkomst);

}  // namespace vish::proto
