#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "dagbestand_bevindingen.h"
#include "proto/bsn.h"
#include "proto/datum.h"
#include "proto/domein.h"

namespace vish::proto::dagbestand {

// What one value means, apart from the row in which it stands.

/// A BSN as a day file may hold it; `remark` is why there is none, or
/// voorloopnul where the leading zero was put back.
struct ReadBsn {
  std::optional<Bsn> bsn;
  std::optional<Rowcode> remark;
};

ReadBsn read_bsn(std::string_view value);

/// Nine positions of which the first may have been lost.
bool has_eight_digits(std::string_view value);

std::optional<Datum> read_datum(std::string_view value);
std::optional<Fase> read_fase(std::string_view value);

/// In characters.
inline constexpr std::size_t kMaxKenmerk = 64;

/// Whether the BSN stands in `kenmerk` (at most 64 characters), with or
/// without a leading zero, also with signs or spaces between its digits.
bool holds_bsn(std::string_view kenmerk, const Bsn& bsn);

}  // namespace vish::proto::dagbestand
