#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "proto/json/strict_json.h"
#include "proto/terms/bsn.h"

namespace vish::proto {

/// The value as a BSN; reports what is wrong with it.
std::optional<Bsn> read_bsn(const StrictValue& value);

constexpr std::string_view kHoldsBsn =
    "Deze tekst mag geen burgerservicenummer bevatten: negen cijfers die de elfproef doorstaan.";

/// A text of `min` to `max` characters that an operator writes as he likes, and
/// that is kept as it is: one that holds some BSN is refused.
std::optional<std::string> read_free_text(const StrictValue& value, std::size_t min, std::size_t max);

}  // namespace vish::proto
