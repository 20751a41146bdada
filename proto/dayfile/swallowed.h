#pragma once

#include <cstddef>
#include <string_view>

#include "proto/dayfile/csv_reader.h"

namespace vish::proto::dagbestand {

// The traces that lost rows leave in the value in which they were lost. Each function errs on the side of a loss: a
// file with such a trace ends nobody.

/// Whether a value that holds the delimiter holds values of other rows: at least two of a number like a BSN, a date
/// and a fase. A quote that is not closed before the end of its row takes the next rows into one value; a program that
/// makes one line of each value removes the line breaks between these rows.
bool holds_values_of_rows(std::string_view value, char delimiter);

/// Whether a long run of one sign, no letter or digit, stands within a value. A block of a file that was overwritten
/// leaves such a run, which may have covered whole rows. Text for people holds rulers: where `is_text`, a run of a
/// visible sign of ASCII does not count.
bool holds_long_run(std::string_view value, bool is_text);

/// Whether an unreadable fase is the begin of a fase, the end of one, or both, or more than a fase can be, as
/// looks_torn() tells of dates.
bool looks_torn_fase(std::string_view value);

}  // namespace vish::proto::dagbestand
