#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "proto/dayfile/dagbestand.h"

namespace vish::proto::dagbestand {

/// Turns the bytes of a file, cut anywhere, into UTF-8. What the sender says
/// decides what the file is, and a byte order mark must agree; else such a mark
/// decides, else the first character outside ASCII: UTF-8 where it is that, else
/// Windows-1252. Plain text is not copied.
class TextDecoder {
 public:
  enum class Trouble { none, unreadable, gzip };
  struct Part {
    std::string_view text;            ///< whole characters, a byte order mark included
    Trouble trouble = Trouble::none;  ///< else what follows `text` is no text
  };

  explicit TextDecoder(std::optional<Tekenset> tekenset = std::nullopt);

  /// The answer views `bytes` or this object, until the next call.
  Part decode(std::string_view bytes);
  /// What was still waiting for the rest of a character.
  Part finish();

 private:
  bool waits_for_mark(std::string_view bytes) const;
  Trouble begin(std::string_view bytes);
  bool agrees(Tekenset marked) const;
  void decide(std::string_view bytes);
  Part keep_utf8(std::string_view bytes);
  Part convert(std::string_view bytes);
  Part convert_utf16(std::string_view bytes);

  bool at_start_ = true;
  std::optional<Tekenset> encoding_;  ///< absent while it is undecided
  std::string cut_character_;
  std::string joined_;
  std::string converted_;
};

}  // namespace vish::proto::dagbestand
