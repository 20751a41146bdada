#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "proto/dayfile/csv_reader.h"

namespace vish::proto::dagbestand {

/// A Telling holds what a count or end mark says of the number of rows.
struct Telling {
  std::optional<std::uint64_t> aantal{};         ///< the largest whole number, thousands apart (1.234) or not
  std::optional<std::uint64_t> met_decimalen{};  ///< the largest written with decimals that are zero: 300,00
  bool onzeker = false;                          ///< it holds digits that may be a number, or another one
};

/// Reads what a record says of the number of rows. Returns nothing where the record tells no number, or only amounts
/// with decimals, dates, times, checksums, and numbers of bytes or seconds.
std::optional<Telling> read_telling(const Record& record);

/// Compares a count behind the rows with the rows that were read: in the whole file, and in the last of several exports
/// that were glued together.
class Rijentelling {
 public:
  void add_row() {
    ++of_all_;
    ++of_this_;
  }
  /// Notes that a header begins another export.
  void begin_export() {
    ++headers_;
    of_this_ = 0;
  }
  bool agrees(const Telling& telling) const { return !telling.onzeker && agrees(number_of_rows(telling)); }
  /// Whether rows may be missing by that count.
  bool lacks_some(const Telling& telling) const {
    return telling.onzeker || (!agrees(telling) && number_of_rows(telling) > of_this_);
  }
  /// Compares the count with the rows that were read, in Dutch text for people.
  std::string text(const Telling& telling) const;

 private:
  bool agrees(std::uint64_t told) const { return is_of(told, of_all_, headers_) || is_of(told, of_this_, 1); }
  /// A number with decimals beside the right number is an amount.
  std::uint64_t number_of_rows(const Telling& telling) const {
    const std::uint64_t whole = telling.aantal.value_or(0);
    return telling.aantal && agrees(whole) ? whole : std::max(whole, telling.met_decimalen.value_or(0));
  }
  /// Some programs count the headers too.
  static bool is_of(std::uint64_t told, std::uint64_t rows, std::uint64_t headers) {
    return told >= rows && told <= rows + headers;
  }

  std::uint64_t of_all_ = 0;
  std::uint64_t of_this_ = 0;
  std::uint64_t headers_ = 1;
};

}  // namespace vish::proto::dagbestand
