#pragma once

#include <span>
#include <string>
#include <string_view>

namespace vish::proto {

/// The first bytes of a file for a spreadsheet: a byte order mark, which says that the text is UTF-8.
inline constexpr std::string_view kCsvBegin = "\xEF\xBB\xBF";

/// Appends a row as Dutch spreadsheets read it: RFC 4180 with `;` and CR LF. A cell that a spreadsheet would read as a
/// formula gets an apostrophe in front.
void append_csv_row(std::string& out, std::span<const std::string_view> cells);

}  // namespace vish::proto
