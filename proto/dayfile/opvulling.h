#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "proto/dayfile/csv_reader.h"

namespace vish::proto::dagbestand {

/// Tells the spaces with which a program fills up the values of a column from those of a block of the file that was
/// overwritten, with rows in it: the former make all values of a column equally wide, perhaps its name too.
class Opvulling {
 public:
  explicit Opvulling(const Record& header);

  /// A field with many spaces around its value, where the other rows have another width.
  struct Plaats {
    std::uint64_t regel;
    std::size_t field;
  };
  /// Takes the next row, empty or not; returns such a field, in that row or in what stands before it.
  std::optional<Plaats> take(const Record& row, bool is_empty);

 private:
  struct Breedte {
    std::size_t signs;
    bool is_filled_up;
  };
  using Breedtes = std::vector<Breedte>;

  static Breedtes widths_of(const Record& record);
  static std::optional<std::size_t> find_other_width(const Breedtes& of, const Breedtes& others);
  std::optional<Plaats> take_first(const Record& row);

  std::uint64_t regel_of_header_;
  Breedtes header_;
  Breedtes first_;               ///< of the first row; empty before it
  std::optional<Plaats> doubt_;  ///< in the first row, until the second one tells
};

}  // namespace vish::proto::dagbestand
