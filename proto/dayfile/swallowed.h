#pragma once

#include <cstddef>
#include <string_view>

namespace vish::proto::dagbestand {

// The traces that lost rows leave in the value in which they were lost. Each function errs on the side of a loss: a
// file with such a trace ends nobody.

/// The bytes of the shortest row: nine digits, eight digits of a date, the shortest fase, two delimiters and a line
/// end.
inline constexpr std::size_t kShortestRow = 26;

/// Whether a value that holds the delimiter holds values of other rows: at least two of a number like a BSN, a date
/// and a fase. A quote that is not closed before the end of its row takes the next rows into one value; a program that
/// makes one line of each value removes the line breaks between these rows.
bool holds_values_of_rows(std::string_view value, char delimiter);

/// Whether a long run of one sign, a space or a sign outside ASCII, stands within a value. A block of a file that was
/// overwritten leaves such a run, which may have covered whole rows.
bool holds_long_run(std::string_view value);

/// Whether an unreadable fase is the begin of one fase and the end of another, as date pieces are in looks_torn().
bool looks_torn_fase(std::string_view value);

}  // namespace vish::proto::dagbestand
