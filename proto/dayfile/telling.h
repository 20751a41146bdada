#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "proto/dayfile/csv_reader.h"

namespace vish::proto::dagbestand {

/// The number of rows that a count tells, also with thousands apart (1.234);
/// nothing where it tells several numbers, or of something else than rows.
std::optional<std::uint64_t> told_count(const Record& record);

/// Holds counts behind the rows against the rows that were read: of the whole
/// file, and of the last of exports that were glued together.
class Rijentelling {
 public:
  void add_row() {
    ++of_all_;
    ++of_this_;
  }
  void begin_export() {
    ++headers_;
    of_this_ = 0;
  }
  bool agrees(std::uint64_t told) const { return is_of(told, of_all_, headers_) || is_of(told, of_this_, 1); }
  /// Whether rows are missing by that count.
  bool lacks_some(std::uint64_t told) const { return !agrees(told) && told > of_this_; }
  /// The same for people, in Dutch: a sentence.
  std::string text(std::uint64_t told) const;

 private:
  /// Some programs count the headers too.
  static bool is_of(std::uint64_t told, std::uint64_t rows, std::uint64_t headers) {
    return told >= rows && told <= rows + headers;
  }

  std::uint64_t of_all_ = 0;
  std::uint64_t of_this_ = 0;
  std::uint64_t headers_ = 1;
};

}  // namespace vish::proto::dagbestand
