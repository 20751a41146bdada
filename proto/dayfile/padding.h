#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "proto/dayfile/csv_reader.h"

namespace vish::proto::dagbestand {

/// Tells the spaces with which a program pads the values of a column from those of a block of the file that was
/// overwritten, with rows in it. A program pads many rows, or makes two of them equally wide; a block leaves one field,
/// or one line, that is like no other.
class Padding {
 public:
  /// A field with many spaces around its value.
  struct Place {
    std::uint64_t regel;
    std::optional<std::size_t> field;  ///< absent for a line of spaces only
  };

  /// Takes the header and each line below it, empty or not, in the order of the file.
  void take(const Record& record);
  /// Returns the places that may have been overwritten. The caller calls this after the last line.
  std::vector<Place> overwritten() const;

 private:
  struct Padded {
    Place place;
    std::size_t signs;  ///< the width of the field
    std::size_t bytes;
    bool alone = true;
  };
  static bool is_alike(const Padded& one, const Padded& other);
  void note(const Padded& padded);

  std::size_t lines_ = 0;
  std::size_t padded_ = 0;     ///< of these, with many spaces somewhere
  std::vector<Padded> found_;  ///< the first of each width
};

}  // namespace vish::proto::dagbestand
