#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "proto/dayfile/kop.h"

namespace vish::proto::dagbestand {

/// Passes over the lines before the header (blank lines, a line such as `sep=;`) and finds the delimiter: the one that
/// the `sep=` line names, else the one by which the header names the most known columns.
class Begin {
 public:
  /// Takes the next text of the file; returns the delimiter as soon as it is known.
  Result<std::optional<char>, Bestandsfout> take(std::string_view text);
  /// Takes the end of the file, and returns the delimiter.
  Result<std::optional<char>, Bestandsfout> finish();

  /// Returns the number of the line on which text() starts.
  std::uint64_t regel() const { return regel_; }
  /// Returns the text from the header on, as far as it was taken.
  std::string_view text() const { return text_; }

 private:
  bool is_read(bool ended);
  void skip_blank_lines();
  bool skip_sep_line(bool ended);
  bool sees_line_end(bool ended);

  std::string text_;
  std::uint64_t regel_ = 1;
  std::size_t searched_ = 0;  ///< bytes of `text_` before its first line end, as far as known
  std::size_t crs_ = 0;       ///< the CRs from there on
  std::size_t tried_ = 0;     ///< the bytes of `text_` that `finder_` has taken
  bool lone_cr_ = false;
  std::optional<char> named_;
  DelimiterFinder finder_;
};

}  // namespace vish::proto::dagbestand
