#include "proto/dayfile/begin.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "proto/dayfile/ascii.h"
#include "proto/dayfile/bevindingen.h"
#include "proto/terms/bevindingcode.h"

namespace vish::proto::dagbestand {
namespace {

constexpr std::string_view kSep = "sep=";

/// Returns the delimiter that a line `sep=;` without its line end names, also between quotes or made longer with empty
/// fields. Returns nothing for a line that does anything else.
std::optional<char> named_delimiter(std::string_view line) {
  std::string bare;
  std::copy_if(line.begin(), line.end(), std::back_inserter(bare), [](char c) { return c != '"' && c != ' '; });
  while (bare.ends_with('\r')) bare.pop_back();
  if (bare.size() <= kSep.size() || !equal_ignoring_case(std::string_view(bare).substr(0, kSep.size()), kSep)) {
    return std::nullopt;
  }
  const char named = bare[kSep.size()];
  const bool nothing_else = bare.find_first_not_of(named, kSep.size()) == std::string::npos;
  if (!nothing_else || std::string_view(";,\t").find(named) == std::string_view::npos) return std::nullopt;
  return named;
}

/// Returns the length, line end included, of a whole first line of spaces, quotes and delimiters only. Returns 0 for
/// another line, and for a line that is longer than a header may be.
std::size_t length_of_empty_line(std::string_view text) {
  constexpr std::string_view kLayout = " \t\r\f\x1A\";,";
  const std::size_t end = text.substr(0, kMaxRecordBytes).find('\n');
  if (end == std::string_view::npos) return 0;
  for (std::size_t at = 0; at < end;) {
    const bool no_break = text.substr(at).starts_with(kNoBreakSpace);
    if (!no_break && kLayout.find(text[at]) == std::string_view::npos) return 0;
    at += no_break ? kNoBreakSpace.size() : 1;
  }
  return end + 1;
}

}  // namespace

Result<std::optional<char>, Bestandsfout> Begin::take(std::string_view text) {
  text_.append(text);
  const bool read = is_read(false);
  if (lone_cr_) return make_bestandsfout(regel_, Bevindingcode::regeleinde);
  if (!read) return std::nullopt;
  if (named_) return named_;
  return finder_.find(std::string_view(text_).substr(std::exchange(tried_, text_.size())));
}

Result<std::optional<char>, Bestandsfout> Begin::finish() {
  is_read(true);
  if (text_.empty()) return make_bestandsfout(0, Bevindingcode::leeg);
  if (named_) return named_;
  finder_.find(std::string_view(text_).substr(std::exchange(tried_, text_.size())));
  return std::optional(finder_.finish());
}

/// Whether `text_` begins with the header, and holds its line end or more than a header may hold.
bool Begin::is_read(bool ended) {
  skip_blank_lines();
  if (text_.empty() || !sees_line_end(ended)) return false;
  return lone_cr_ || !skip_sep_line(ended) || is_read(ended);
}

/// Skips blank signs, and lines that hold nothing but signs of a layout.
void Begin::skip_blank_lines() {
  const std::string_view all = text_;
  std::size_t length = 0;
  std::size_t line = 0;
  do {
    length = std::min(all.find_first_not_of(" \r\n\f\x1A", length), all.size());
    line = length_of_empty_line(all.substr(length));
    length += line;
    if (line > 0) searched_ = crs_ = 0;
  } while (line > 0);
  const auto end = text_.begin() + static_cast<std::ptrdiff_t>(length);
  regel_ += static_cast<std::uint64_t>(std::count(text_.begin(), end, '\n'));
  text_.erase(text_.begin(), end);
}

/// Whether `text_` holds a line end; notes whether that line end is a CR without LF. Quotes do not matter, because a
/// column name holds no such line break.
bool Begin::sees_line_end(bool ended) {
  const std::string_view head = std::string_view(text_).substr(0, kMaxRecordBytes);
  if (crs_ == 0) searched_ = std::min(head.find_first_of("\r\n", searched_), head.size());
  while (searched_ + crs_ < head.size() && head[searched_ + crs_] == '\r') ++crs_;
  if (searched_ + crs_ == head.size()) return ended || head.size() == kMaxRecordBytes;
  lone_cr_ = crs_ > 0 && head[searched_ + crs_] != '\n';
  return true;
}

bool Begin::skip_sep_line(bool ended) {
  if (named_ || tried_ > 0) return false;
  const std::size_t end = text_.find('\n');
  if (end == std::string::npos && !ended) return false;
  named_ = named_delimiter(std::string_view(text_).substr(0, end));
  if (!named_) return false;
  text_.erase(0, end == std::string::npos ? end : end + 1);
  ++regel_;
  searched_ = 0;
  crs_ = 0;
  return true;
}

}  // namespace vish::proto::dagbestand
