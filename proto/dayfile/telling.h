#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "proto/dayfile/csv_reader.h"

namespace vish::proto::dagbestand {

/// Returns the number of rows that a count line states, also with thousands apart (1.234); nothing where the line
/// states several numbers or counts something else.
std::optional<std::uint64_t> told_count(const Record& record);

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
  bool agrees(std::uint64_t told) const { return is_of(told, of_all_, headers_) || is_of(told, of_this_, 1); }
  /// Whether the count says that rows are missing.
  bool lacks_some(std::uint64_t told) const { return !agrees(told) && told > of_this_; }
  /// Returns the comparison as a Dutch sentence.
  std::string text(std::uint64_t told) const;

 private:
  /// Whether a count fits; some programs also count the headers.
  static bool is_of(std::uint64_t told, std::uint64_t rows, std::uint64_t headers) {
    return told >= rows && told <= rows + headers;
  }

  std::uint64_t of_all_ = 0;
  std::uint64_t of_this_ = 0;
  std::uint64_t headers_ = 1;
};

}  // namespace vish::proto::dagbestand
