#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "proto/dayfile/bevindingen.h"
#include "proto/dayfile/csv_reader.h"
#include "proto/dayfile/kop.h"
#include "proto/dayfile/telling.h"

namespace vish::proto::dagbestand {

/// A line that is plainly no row of a person: a repeated header, a ruler, or a count or end mark.
struct Bijregel {
  Bevindingcode code;                 ///< herhaalde_kopregel, scheidingslijn or slotregel
  bool only_as_last = false;          ///< it is one only where no row follows
  bool marks_only = false;            ///< it holds marks of a file and nothing else: between rows it is an empty row
  std::optional<Telling> telling{};   ///< what it says of the number of rows
  std::vector<std::size_t> widths{};  ///< of a ruler, field by field
  bool like_a_row = false;            ///< it has all columns, and more than one is filled
  bool as_wide_as_a_row = false;      ///< of those, one that is as long as a BSN where that stands
  bool in_place_of_text = false;      ///< it is a mark that stands where rows have a text of somebody
  bool may_begin_row = false;         ///< of those: the first letters of a row that was cut off may look like it
};

/// Returns the word with which a record begins, or an empty text where no letter stands first.
std::string_view first_word(const Record& record);

/// Recognises the lines that programs print around the rows of an export: a repeated header, rulers, counts and end
/// marks. A mistake here would end the protection of a person, so a line that may be the rest of a damaged row is a
/// row.
class Bijregels {
 public:
  /// `kop` is the result of read_kopregel(header).
  Bijregels(const Record& header, const Kopregel& kop, char delimiter);

  /// Classifies a record whose BSN cannot be read, and returns nothing for a record that is a row.
  std::optional<Bijregel> find(const Record& record) const;

  /// Whether the first column of the rows holds a text of somebody: a kenmerk, or a column of no meaning.
  bool begins_with_text() const;

 private:
  bool repeats_header(const Record& record) const;
  bool names_delimiter(const Record& record) const;
  Bijregel ruler(const Record& record) const;
  bool holds_values_of_row(const Record& record) const;
  std::optional<Bijregel> count_or_end(const Record& record) const;

  std::vector<std::string> names_;
  Kopregel kop_;
  std::size_t place_;  ///< the field of the BSN
  char delimiter_;
};

}  // namespace vish::proto::dagbestand
