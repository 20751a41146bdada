#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "proto/dayfile/bevindingen.h"
#include "proto/dayfile/csv_reader.h"
#include "proto/dayfile/telling.h"

namespace vish::proto::dagbestand {

/// A line that is plainly no row of a person.
struct Bijregel {
  Bevindingcode code;                 ///< herhaalde_kopregel, scheidingslijn or slotregel
  bool only_as_last = false;          ///< it is one only where no row follows
  std::optional<Telling> telling{};   ///< what it says of the number of rows
  std::vector<std::size_t> widths{};  ///< of a ruler, field by field
  bool like_a_row = false;            ///< it has all columns, and more than one is filled
  bool as_wide_as_a_row = false;      ///< of those, one that is as long as a BSN where that stands
};

/// Tells what programs print around the rows of an export: the header once
/// more, rulers, counts and end marks. A mistake here ends the protection of
/// a person, so what could be the rest of a damaged row is a row.
class Bijregels {
 public:
  /// `place` is the field that holds the BSN.
  Bijregels(const Record& header, std::size_t place, char delimiter);

  /// This finds what a record is whose BSN cannot be read; a nullopt says: no bijregel.
  std::optional<Bijregel> find(const Record& record) const;

 private:
  bool repeats_header(const Record& record) const;
  bool names_delimiter(const Record& record) const;
  Bijregel ruler(const Record& record) const;
  bool is_count_or_end(const Record& record) const;

  std::vector<std::string> names_;
  std::size_t place_;
  char delimiter_;
};

}  // namespace vish::proto::dagbestand
