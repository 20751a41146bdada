#pragma once

#include <span>
#include <string>
#include <string_view>

namespace vish::proto {

/// What a file for a spreadsheet begins with: it says that the text is UTF-8.
inline constexpr std::string_view kCsvBegin = "\xEF\xBB\xBF";

/// Adds a line as Dutch spreadsheets read it: RFC 4180 with `;`. A cell that
/// they would take for a formula begins with an apostrophe.
void append_csv_row(std::string& out, std::span<const std::string_view> cells);

}  // namespace vish::proto
