#include "proto/dayfile/csv_reader.h"

#include <algorithm>
#include <array>

#include "proto/dayfile/ascii.h"
#include "proto/dayfile/bevindingen.h"
#include "proto/dayfile/stops.h"
#include "proto/terms/bevindingcode.h"

namespace vish::proto::dagbestand {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t'; }

/// Returns the CRs and the end marks of DOS at the end of a line.
std::string_view end_signs(std::string_view line) {
  std::size_t count = 0;
  for (; count < line.size(); ++count) {
    const char c = line[line.size() - 1 - count];
    if (c != '\r' && c != kEndMark) break;
  }
  return line.substr(line.size() - count);
}

/// Whether all bytes are visible ASCII, as in most values. It looks at every byte, which is faster than stopping early.
bool is_all_plain(std::string_view text) {
  bool plain = true;
  for (const char c : text) plain = plain & is_plain(c);
  return plain;
}

bool is_broken(std::string_view text) {
  return !is_all_plain(text) && text.find_first_of("\r\n\x1A") != std::string_view::npos;
}

/// Whether a quoted text holds a line break of any kind: a person meant it, or it swallowed a row.
bool is_broken_within_quotes(std::string_view text) {
  constexpr std::array<std::string_view, 5> kOthers{"\v", "\f", "\u0085", "\u2028", "\u2029"};
  const auto holds = [text](std::string_view each) { return text.find(each) != std::string_view::npos; };
  return is_broken(text) || (!is_all_plain(text) && std::any_of(kOthers.begin(), kOthers.end(), holds));
}

/// Whether a control character is harmless in a line: a tab, or a CR of the line end.
bool is_harmless(std::string_view text, std::size_t at) {
  if (text[at] == '\t') return true;
  return text[at] == '\r' && at + 1 < text.size() && (text[at + 1] == '\r' || text[at + 1] == '\n');
}

Field plain_field(std::string_view raw) {
  Field field{.value = trimmed(raw)};
  field.around = raw.size() - field.value.size();
  return field;
}

bool ends_in_loose_quote(std::string_view value) { return value.ends_with('"') && value.find('"') == value.size() - 1; }

bool is_blank(std::string_view line) { return line.find_first_not_of(kBlank) == std::string_view::npos; }

}  // namespace

std::string_view without_spaces(std::string_view text) {
  while (!text.empty()) {
    if (is_space(text.front())) {
      text.remove_prefix(1);
    } else if (is_space(text.back())) {
      text.remove_suffix(1);
    } else if (text.starts_with(kNoBreakSpace)) {
      text.remove_prefix(kNoBreakSpace.size());
    } else if (text.ends_with(kNoBreakSpace)) {
      text.remove_suffix(kNoBreakSpace.size());
    } else {
      break;
    }
  }
  return text;
}

Result<const Record*, Bestandsfout> CsvReader::next(std::string_view& text) {
  while (!text.empty()) {
    if (whole_) start_record();
    if (scanned_ == 0 && take_plain_line(text)) return &record_;
    const std::size_t length = scan(text.substr(0, kMaxRecordBytes - scanned_));
    const std::string_view piece = text.substr(0, length);
    text.remove_prefix(length);
    scanned_ += length;
    if (quoted_too_long_ || (!whole_ && scanned_ == kMaxRecordBytes)) return too_long();
    if (!whole_ || !carried_.empty()) carried_.append(piece);
    if (!whole_) continue;
    std::string_view line = carried_.empty() ? piece : carried_;
    line.remove_suffix(1);
    take_record(line);
    return &record_;
  }
  return nullptr;
}

Result<const Record*, Bestandsfout> CsvReader::finish() {
  if (whole_ || scanned_ == 0) return nullptr;
  const auto signs = end_signs(carried_);
  if (ends_lines_in_cr_ && signs.find('\r') != std::string_view::npos) half_line_end_ = record_.regel;
  if (is_blank(carried_)) {
    if (carried_.size() < kShortestRow) return nullptr;
    take_record(carried_);
    return &record_;
  }
  if (state_ == State::quoted) {
    return make_bestandsfout(record_.regel, Bevindingcode::veld_niet_gesloten);
  }
  if (state_ == State::field_start) open_ = {.begin = scanned_};
  open_.end = scanned_;
  spans_.push_back(open_);
  whole_ = true;
  record_.has_line_end = !signs.empty();
  take_record(carried_);
  return &record_;
}

void CsvReader::start_record() {
  whole_ = false;
  state_ = State::field_start;
  scanned_ = 0;
  spans_.clear();
  carried_.clear();
  record_.regel = regel_of_next_;
  record_.misquoted = false;
  record_.broken = false;
  record_.loose_quote = false;
  record_.most_around = 0;
  record_.end_mark = false;
}

/// Takes a whole line without quotes and without control characters but tabs: the common case, in one pass.
bool CsvReader::take_plain_line(std::string_view& text) {
  const std::string_view reach = text.substr(0, kMaxRecordBytes);
  Stops stops(reach, delimiter_);
  record_.fields.clear();
  record_.most_around = 0;
  std::size_t begin = 0;
  std::size_t end = stops.next();
  while (true) {
    for (; end < reach.size() && reach[end] == delimiter_; end = stops.next()) {
      add_field(plain_field(reach.substr(begin, end - begin)));
      begin = end + 1;
    }
    if (end == reach.size()) return false;
    if (reach[end] == '\n') break;
    if (!is_harmless(reach, end)) return false;
    end = stops.next();
  }
  std::string_view last = reach.substr(begin, end - begin);
  ends_lines_in_cr_ = ends_lines_in_cr_ || last.ends_with('\r');
  last.remove_suffix(end_signs(last).size());
  add_field(plain_field(last));
  text.remove_prefix(end + 1);
  whole_ = true;
  regel_of_next_ = record_.regel + 1;
  return true;
}

std::size_t CsvReader::scan(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && !whole_ && !quoted_too_long_) {
    switch (state_) {
      case State::field_start:
        at = open_field(text, at);
        break;
      case State::plain:
        at = scan_plain(text, at);
        break;
      case State::quoted:
        at = scan_quoted(text, at);
        break;
      case State::after_quote:
        at = scan_after_quote(text, at);
        break;
    }
  }
  return at;
}

std::size_t CsvReader::open_field(std::string_view text, std::size_t at) {
  open_ = {.begin = scanned_ + at};
  const bool quoted = text[at] == '"';
  state_ = quoted ? State::quoted : State::plain;
  return quoted ? at + 1 : at;
}

std::size_t CsvReader::scan_plain(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] != delimiter_ && text[at] != '\n') ++at;
  if (at == text.size()) return at;
  open_.end = scanned_ + at;
  spans_.push_back(open_);
  state_ = State::field_start;
  whole_ = text[at] == '\n';
  return at + 1;
}

std::size_t CsvReader::scan_quoted(std::string_view text, std::size_t at) {
  const std::size_t allowed = open_.begin + 1 + kMaxQuotedBytes + 1 - (scanned_ + at);
  const std::string_view reach = text.substr(at, allowed);
  const std::size_t quote = reach.find('"');
  if (quote == std::string_view::npos) {
    quoted_too_long_ = reach.size() == allowed;
    return at + reach.size();
  }
  open_.closing_quote = scanned_ + at + quote;
  state_ = State::after_quote;
  return at + quote + 1;
}

std::size_t CsvReader::scan_after_quote(std::string_view text, std::size_t at) {
  const bool escape = text[at] == '"';
  state_ = escape ? State::quoted : State::plain;
  if (!escape) return at;
  open_.has_escapes = true;
  quoted_too_long_ = scanned_ + at - open_.begin > kMaxQuotedBytes;
  return at + 1;
}

void CsvReader::take_record(std::string_view line) {
  regel_of_next_ = record_.regel + 1;
  const bool any_quotes = std::any_of(spans_.begin(), spans_.end(), [](const Span& s) { return s.closing_quote != 0; });
  if (any_quotes) regel_of_next_ += static_cast<std::uint64_t>(std::count(line.begin(), line.end(), '\n'));
  record_.fields.clear();
  record_.most_around = 0;
  ends_lines_in_cr_ = ends_lines_in_cr_ || line.ends_with('\r');
  if (is_blank(line)) return add_field({.value = {}, .around = line.size()});
  const auto signs = end_signs(line);
  record_.end_mark = signs.find(kEndMark) != std::string_view::npos;
  spans_.back().end -= signs.size();
  unescaped_.clear();
  unescaped_.reserve(line.size());
  for (const Span& span : spans_) add_field(field(line, span));
}

void CsvReader::add_field(const Field& field) {
  record_.fields.push_back(field);
  record_.misquoted |= field.misquoted;
  record_.broken |= field.broken;
  record_.loose_quote |= field.loose_quote;
  record_.most_around = std::max(record_.most_around, field.around);
}

Field CsvReader::field(std::string_view line, const Span& span) {
  const std::string_view whole = line.substr(span.begin, span.end - span.begin);
  if (span.closing_quote == 0) {
    Field field = plain_field(whole);
    field.broken = is_broken(whole);
    field.loose_quote = ends_in_loose_quote(field.value);
    return field;
  }
  const std::string_view quoted = line.substr(span.begin + 1, span.closing_quote - span.begin - 1);
  const std::string_view rest = line.substr(span.closing_quote + 1, span.end - span.closing_quote - 1);
  const std::string_view text = span.has_escapes ? unescaped(quoted) : quoted;
  return {.value = trimmed(text),
          .misquoted = !trimmed(rest).empty(),
          .quoted = true,
          .broken = is_broken_within_quotes(whole),
          .around = text.size() - trimmed(text).size() + rest.size()};
}

std::string_view CsvReader::unescaped(std::string_view text) {
  const std::size_t begin = unescaped_.size();
  for (std::size_t at = 0; at < text.size(); ++at) {
    unescaped_.push_back(text[at]);
    if (text[at] == '"') ++at;
  }
  return std::string_view(unescaped_).substr(begin);
}

Bestandsfout CsvReader::too_long() const { return make_bestandsfout(record_.regel, Bevindingcode::veld_te_lang); }

}  // namespace vish::proto::dagbestand
