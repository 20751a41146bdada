#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "proto/dayfile/kop.h"

namespace vish::proto::dagbestand {

/// Passes over what stands before the header (blank lines, a line such as
/// `sep=;`) and finds the delimiter: the one which that line names, else the
/// one by which the header names the most known columns.
class Begin {
 public:
  /// The next text of the file; nothing while the delimiter is not known.
  Result<std::optional<char>, Bestandsfout> take(std::string_view text);
  /// The choice where the file ends here.
  Result<std::optional<char>, Bestandsfout> finish();

  /// The line on which text() starts.
  std::uint64_t regel() const { return regel_; }
  /// The text from the header on.
  std::string_view text() const { return text_; }

 private:
  bool is_read(bool ended);
  void skip_blank_lines();
  bool skip_sep_line(bool ended);
  bool sees_line_end(bool ended);
  bool may_be_sep_line() const;

  std::string text_;
  std::uint64_t regel_ = 1;
  std::size_t searched_ = 0;  ///< bytes of `text_` before its first line end, as far as known
  std::size_t crs_ = 0;       ///< CRs in a row from there
  std::size_t tried_ = 0;     ///< bytes of `text_` that the finder was given
  bool lone_cr_ = false;
  std::optional<char> named_;
  DelimiterFinder finder_;
};

}  // namespace vish::proto::dagbestand
