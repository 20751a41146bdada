#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "proto/dayfile/bevindingen.h"
#include "proto/dayfile/csv_reader.h"

namespace vish::proto::dagbestand {

/// Which field of a row is which column.
struct Kopregel {
  std::size_t fields = 0;                                  ///< nameless columns at the end not counted
  std::array<std::optional<std::size_t>, kColumns> place;  ///< by Kolom

  const std::optional<std::size_t>& place_of(Kolom kolom) const { return place[static_cast<std::size_t>(kolom)]; }
  std::optional<Kolom> column_at(std::size_t field) const;
};

/// Reads the header; unknown columns, and those with signs in their name that
/// do not belong there, become warnings in `bevindingen`. Fields
/// of a line that is no header (a column is missing) are never repeated.
Result<Kopregel, Bestandsfout> read_kopregel(const Record& record, std::vector<Bevinding>& bevindingen);

/// Finds the delimiter: the one by which the header names the most known columns.
class DelimiterFinder {
 public:
  /// The next text of the file; nothing while the header may go on.
  std::optional<char> find(std::string_view text);
  /// The choice where the file ends in its header.
  char finish();

 private:
  struct Candidate {
    explicit Candidate(char character) : delimiter(character), reader(character) {}
    void take(const Result<const Record*, Bestandsfout>& header);

    char delimiter;
    CsvReader reader;
    std::optional<std::size_t> known_columns;  ///< absent: header not whole
  };

  char best() const;

  std::array<Candidate, 3> candidates_{Candidate{';'}, Candidate{','}, Candidate{'\t'}};
};

}  // namespace vish::proto::dagbestand
