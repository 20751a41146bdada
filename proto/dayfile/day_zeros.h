#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "proto/terms/bevinding.h"

namespace vish::proto::dagbestand {

/// Tells a date that lost a digit from one that is written without zeros: 2-11-2026 is a date as well when it is the
/// rest of 20-11-2026. A program writes the zeros of all its dates, or of none. A control character in a date without
/// zeros may stand in the place of the digit.
class DayZeros {
 public:
  /// A date without a zero that others have.
  struct Place {
    std::uint64_t regel;
    Kolom kolom;
  };

  /// Takes the text of each date as it stands in the file, in the order of the file.
  void take(std::string_view text, std::uint64_t regel, Kolom kolom);
  /// Returns the dates that may have lost a digit: those with a control character, and a few among others that have
  /// their zeros. The caller calls this after the last line.
  std::vector<Place> doubtful() const;

 private:
  void take_undressed(std::string_view text, const Place& place, bool replaced);

  std::size_t with_ = 0;
  std::size_t without_ = 0;
  std::vector<Place> first_;     ///< of those without
  std::vector<Place> replaced_;  ///< those with a control character
};

}  // namespace vish::proto::dagbestand
