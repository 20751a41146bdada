#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "proto/json/strict_json.h"
#include "proto/terms/bsn.h"

namespace vish::proto {

/// Reads a value as a BSN. Returns nothing for an absent value, and for any other value, on which it reports what is
/// wrong.
std::optional<Bsn> read_bsn(const StrictValue& value);

/// The finding on a text that holds a BSN.
constexpr std::string_view kHoldsBsn =
    "Deze tekst mag geen burgerservicenummer bevatten: negen cijfers die de elfproef doorstaan.";

/// Reads a text of `min` to `max` characters that an operator writes freely and that is kept as it is. Refuses a text
/// that holds some BSN.
std::optional<std::string> read_free_text(const StrictValue& value, std::size_t min, std::size_t max);

}  // namespace vish::proto
