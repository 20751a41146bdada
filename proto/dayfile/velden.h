#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/calendar/datum.h"
#include "proto/dayfile/bevindingen.h"
#include "proto/dayfile/dressing.h"
#include "proto/terms/bsn.h"
#include "proto/terms/domein.h"

namespace vish::proto::dagbestand {

// The meaning of one value, apart from its row. Each function reads the value as it stands, or else without its
// dressing. `dressing` tells what was removed, also where the value remains unreadable.

/// A BSN from a day file: nine digits, or eight of a BSN whose leading zero was lost, perhaps with signs or spaces
/// between them.
struct ReadBsn {
  std::optional<Bsn> bsn{};
  std::optional<Bevindingcode> fault{};   ///< why there is none
  std::optional<Bevindingcode> format{};  ///< bsn_opmaak where something stood between the digits
  std::optional<Bevindingcode> zero{};    ///< voorloopnul where the leading zero was put back
  Dressing dressing{};
};

/// Reads a BSN.
ReadBsn read_bsn(std::string_view value);

/// Returns the BSNs with a lost zero that nine digits with signs between them are without a digit beside a sign: a
/// piece such as "1-" may have come in (31-0167966).
std::vector<Bsn> without_a_digit_at_signs(std::string_view value);

/// Whether a spreadsheet rounded the number: 1,23457E+08, 1.23457E+08, 1E8.
bool is_exponent_notation(std::string_view value);
/// Whether such a number has a sign or a decimal mark, as a spreadsheet always writes one of both; 7E26 may be the
/// number of a case.
bool is_rounded_number(std::string_view value);
/// Whether a value is the part behind the comma of a number such as 1,23457E+08.
bool is_exponent_tail(std::string_view value);

/// A value that was read, and what its text looked like.
template <class T>
struct ReadValue {
  std::optional<T> value{};
  Dressing dressing{};
  bool blank = false;  ///< the undressed value is empty, or a word for an absent value
};

/// No registration ends before this year. Programs write earlier days for no day, such as 1-1-1900 and 1-1-1970.
inline constexpr int kFirstYear = 1980;

/// Reads a date, also with one digit for the day and the month where the year comes last.
ReadValue<Datum> read_datum(std::string_view value);
/// Whether an unreadable date holds digits, but not in the shape of a date, or more than a date can be. Where a piece
/// of the file is lost, repeated or overwritten, the beginning of one date meets the end of another, and a row between
/// them is lost.
bool looks_torn(std::string_view value);
/// Reads a fase, also in letters of another script that look the same.
ReadValue<Fase> read_fase(std::string_view value);

/// The longest kenmerk, in characters.
inline constexpr std::size_t kMaxKenmerk = 64;

}  // namespace vish::proto::dagbestand
