#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "proto/dayfile/dagbestand.h"

namespace vish::proto::dagbestand {

/// The bounds on the memory of one row, in bytes of UTF-8: for a quoted field (between its quotes) and for a whole row.
inline constexpr std::size_t kMaxQuotedBytes = 1000;
inline constexpr std::size_t kMaxRecordBytes = std::size_t{64} * 1024;

/// The bytes of the shortest row: nine digits, eight digits of a date, the shortest fase, two delimiters and a line
/// end.
inline constexpr std::size_t kShortestRow = 26;

/// Whether trimmed() may have to remove this byte: false for visible ASCII.
constexpr bool may_be_space(char c) { return static_cast<signed char>(c) <= ' '; }
/// Does the work of trimmed(), which calls this only where there may be something to remove.
std::string_view without_spaces(std::string_view text);
/// Returns the text without the spaces, no-break spaces and tabs around it.
inline std::string_view trimmed(std::string_view text) {
  if (text.empty() || (!may_be_space(text.front()) && !may_be_space(text.back()))) return text;
  return without_spaces(text);
}

/// One field of a record.
struct Field {
  std::string_view value;  ///< without the quotes and spaces around it
  bool misquoted = false;  ///< text follows the closing quote; `value` is then meaningless
  bool quoted = false;
  /// The field holds a LF, CR or Ctrl-Z, or any line break between quotes: several lines may have run together in it.
  bool broken = false;
  bool loose_quote = false;  ///< the field is not quoted, and its only quote is its last sign
  std::size_t around = 0;    ///< the bytes of spaces around the value
};

/// One record of a CSV text. Its values are valid until the reader is called again.
struct Record {
  std::uint64_t regel = 1;  ///< the line on which the record starts, from 1
  std::vector<Field> fields{};
  bool misquoted = false;       ///< some field is misquoted
  bool broken = false;          ///< some field is broken
  bool loose_quote = false;     ///< some field has a loose quote
  std::size_t most_around = 0;  ///< the largest `around` of its fields
  bool has_line_end = true;
  bool end_mark = false;  ///< a Ctrl-Z is part of the line end
};

/// Takes records (RFC 4180) from text that arrives in pieces. A record that lies whole in a piece is not copied. A line
/// ends with LF; any number of CRs and end marks before the LF belong to that line end. A blank line is a record of one
/// empty field; a blank line without a line end is a record only where it is as long as a row. A quote within an
/// unquoted field is an ordinary character.
class CsvReader {
 public:
  /// `regel` is the number of the first line of the text.
  explicit CsvReader(char delimiter, std::uint64_t regel = 1) : delimiter_(delimiter), record_{.regel = regel} {}

  /// Takes text off the front of `text` until a record is whole and returns the record, or takes all of it and returns
  /// null. The record refers to that text or to this object, and is valid until the next call.
  Result<const Record*, Bestandsfout> next(std::string_view& text);
  /// Returns the last record of the file where that record has no line end, or else null.
  Result<const Record*, Bestandsfout> finish();

  /// Returns the last line of the text where it ended in a CR without the LF that other lines have behind it, or else
  /// 0. The caller asks after finish().
  std::uint64_t half_line_end() const { return half_line_end_; }
  /// Returns the line on which the next or unfinished record starts.
  std::uint64_t regel() const { return whole_ ? regel_of_next_ : record_.regel; }

 private:
  enum class State { field_start, plain, quoted, after_quote };
  /// Where a field lies in its record, in bytes. An unquoted field has no closing quote.
  struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t closing_quote = 0;
    bool has_escapes = false;
  };

  void start_record();
  bool take_plain_line(std::string_view& text);
  std::size_t scan(std::string_view text);
  std::size_t open_field(std::string_view text, std::size_t at);
  std::size_t scan_plain(std::string_view text, std::size_t at);
  std::size_t scan_quoted(std::string_view text, std::size_t at);
  std::size_t scan_after_quote(std::string_view text, std::size_t at);
  void take_record(std::string_view line);
  void add_field(const Field& field);
  Field field(std::string_view line, const Span& span);
  std::string_view unescaped(std::string_view text);
  Bestandsfout too_long() const;

  char delimiter_;
  State state_ = State::field_start;
  Span open_;
  std::vector<Span> spans_;
  std::size_t scanned_ = 0;  ///< the bytes of the record before the text of this call
  bool whole_ = false;
  bool quoted_too_long_ = false;
  bool ends_lines_in_cr_ = false;  ///< some line so far ended in CR and LF
  std::uint64_t half_line_end_ = 0;
  std::string carried_;
  std::string unescaped_;
  std::uint64_t regel_of_next_ = 1;
  Record record_;
};

}  // namespace vish::proto::dagbestand
