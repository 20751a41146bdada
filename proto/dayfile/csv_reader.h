#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "proto/dayfile/dagbestand.h"

namespace vish::proto::dagbestand {

/// Memory that one row may take: the limits of a quoted field (between its
/// quotes) and of a whole row, in bytes of UTF-8.
inline constexpr std::size_t kMaxQuotedBytes = 1000;
inline constexpr std::size_t kMaxRecordBytes = std::size_t{64} * 1024;

/// Whether trimmed() may have to take this byte off: no for what is visible in ASCII.
constexpr bool may_be_space(char c) { return static_cast<signed char>(c) <= ' '; }
std::string_view without_spaces(std::string_view text);
/// Without spaces, no-break spaces and tabs around it.
inline std::string_view trimmed(std::string_view text) {
  if (text.empty() || (!may_be_space(text.front()) && !may_be_space(text.back()))) return text;
  return without_spaces(text);
}

struct Field {
  std::string_view value;  ///< without its quotes and surrounding spaces
  bool misquoted = false;  ///< text follows the closing quote; `value` means nothing
  bool quoted = false;
  /// Holds a LF, CR or Ctrl-Z, or between quotes any line break: lines may have run together in it.
  bool broken = false;
};

struct Record {
  std::uint64_t regel = 1;  ///< line on which it starts
  std::vector<Field> fields{};
  bool misquoted = false;  ///< a field is
  bool broken = false;     ///< a field is
  bool has_line_end = true;
};

/// Takes records (RFC 4180) from text that arrives in pieces. A record that
/// lies whole in a piece is not copied. A line ends with LF; CRs and end marks
/// before it, any number, belong to that line end. A blank line is a record of one
/// empty field; without a line end it is none. A quote within an unquoted field is an
/// ordinary character.
class CsvReader {
 public:
  /// `regel` is the line on which the text starts.
  explicit CsvReader(char delimiter, std::uint64_t regel = 1) : delimiter_(delimiter), record_{.regel = regel} {}

  /// Takes text from the front of `text` until a record is whole, or all of
  /// it (null). The record views that text or this object, until the next call.
  Result<const Record*, Bestandsfout> next(std::string_view& text);
  /// The last record, where it has no line end; else null.
  Result<const Record*, Bestandsfout> finish();

  /// The line on which the next or unfinished record starts.
  std::uint64_t regel() const { return whole_ ? regel_of_next_ : record_.regel; }

 private:
  enum class State { field_start, plain, quoted, after_quote };
  /// Offsets in the record; an unquoted field has no closing quote.
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
  Field field(std::string_view line, const Span& span);
  std::string_view unescaped(std::string_view text);
  Bestandsfout too_long() const;

  char delimiter_;
  State state_ = State::field_start;
  Span open_;
  std::vector<Span> spans_;
  std::size_t scanned_ = 0;  ///< bytes of the record before the text that is scanned now
  bool whole_ = false;
  bool quoted_too_long_ = false;
  std::string carried_;
  std::string unescaped_;
  std::uint64_t regel_of_next_ = 1;
  Record record_;
};

}  // namespace vish::proto::dagbestand
