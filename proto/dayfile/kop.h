#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "proto/dayfile/bevindingen.h"
#include "proto/dayfile/csv_reader.h"

namespace vish::proto::dagbestand {

/// The columns of a file and the fields in which they stand.
struct Kopregel {
  std::size_t fields = 0;                                  ///< nameless columns at the end excluded
  std::array<std::optional<std::size_t>, kColumns> place;  ///< the index of the field of each Kolom

  const std::optional<std::size_t>& place_of(Kolom kolom) const { return place[static_cast<std::size_t>(kolom)]; }
  /// Returns the column in a field, or nothing for an unknown column.
  std::optional<Kolom> column_at(std::size_t field) const;
};

/// Reads the header. An unknown column, or a column name with stray signs, becomes a warning in `bevindingen`. The
/// error for a line that is no header (a column is missing) never repeats the line's fields.
Result<Kopregel, Bestandsfout> read_kopregel(const Record& record, std::vector<Bevinding>& bevindingen);

/// Finds the delimiter by which the header names the most known columns.
class DelimiterFinder {
 public:
  /// Takes the next text of the file; returns the delimiter as soon as the header is whole under each candidate.
  std::optional<char> find(std::string_view text);
  /// Takes the end of a file that ends in its header, and returns the delimiter.
  char finish();

 private:
  struct Candidate {
    explicit Candidate(char character) : delimiter(character), reader(character) {}
    void take(const Result<const Record*, Bestandsfout>& header);

    char delimiter;
    CsvReader reader;
    std::optional<std::size_t> known_columns;  ///< absent while the header is not whole
  };

  char best() const;

  std::array<Candidate, 3> candidates_{Candidate{';'}, Candidate{','}, Candidate{'\t'}};
};

}  // namespace vish::proto::dagbestand
