#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/calendar/datum.h"
#include "proto/dayfile/bevindingen.h"
#include "proto/dayfile/dressing.h"
#include "proto/terms/bsn.h"
#include "proto/terms/domein.h"

namespace vish::proto::dagbestand {

// What one value means, apart from the row in which it stands. Each is read as
// it stands, else without what programs put around and into values; `dressing`
// is then what was taken off, also where the value remains unreadable.

/// A BSN as a day file may hold it: nine digits, of which the first may have
/// been lost if it is a zero, also with signs or spaces between them.
struct ReadBsn {
  std::optional<Bsn> bsn{};
  std::optional<Bevindingcode> fault{};   ///< why there is none
  std::optional<Bevindingcode> format{};  ///< bsn_opmaak where something stood between the digits
  std::optional<Bevindingcode> zero{};    ///< voorloopnul where the leading zero was put back
  Dressing dressing{};
};

ReadBsn read_bsn(std::string_view value);

/// Whether this is what is left right of the comma of a number such as 1,23457E+08.
bool is_exponent_tail(std::string_view value);

template <class T>
struct ReadValue {
  std::optional<T> value{};
  Dressing dressing{};
  bool blank = false;  ///< nothing is left of it, or only a word for nothing
};

/// Also with one digit for the day and the month where the year comes last.
ReadValue<Datum> read_datum(std::string_view value);
/// Whether what is no date consists of digits and hyphens in another shape than that of one whole date: where a piece
/// of the file is gone or came twice, the begin of one date meets the end of another, and a row in between is gone.
bool looks_torn(std::string_view value);
/// Also in letters of another script that look the same.
ReadValue<Fase> read_fase(std::string_view value);

/// In characters.
inline constexpr std::size_t kMaxKenmerk = 64;

}  // namespace vish::proto::dagbestand
