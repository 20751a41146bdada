#pragma once

#include <optional>
#include <string_view>

#include "proto/bsn.h"
#include "proto/strict_json.h"

namespace vish::proto {

/// The value as a BSN; reports what is wrong with it.
std::optional<Bsn> read_bsn(const StrictValue& value);

/// Whether the digits of the BSN, also without a leading zero, stand in the
/// text one after the other with at most punctuation or spaces between them.
bool holds_bsn(std::string_view text, const Bsn& bsn);

}  // namespace vish::proto
