#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "proto/dayfile/dagbestand.h"

namespace vish::proto::dagbestand {

/// Decodes the bytes of a file, cut anywhere, to UTF-8. The encoding is the one that the sender names, and a byte order
/// mark must agree with it. Without a name the byte order mark decides; without a mark the first character outside
/// ASCII decides: the text is UTF-8 where that character is UTF-8, else Windows-1252. Plain text is not copied.
class TextDecoder {
 public:
  /// The reason why decoding stopped.
  enum class Trouble { none, unreadable, gzip };
  /// A decoded piece of the file.
  struct Part {
    std::string_view text;            ///< whole characters, a byte order mark included
    Trouble trouble = Trouble::none;  ///< for another value: the bytes behind `text` are no text
  };

  explicit TextDecoder(std::optional<Tekenset> tekenset = std::nullopt);

  /// Decodes the next bytes. The text refers to `bytes` or to this object, and is valid until the next call.
  Part decode(std::string_view bytes);
  /// Decodes the bytes that waited for the rest of their character.
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
  std::optional<Tekenset> encoding_;  ///< absent while undecided
  std::string cut_character_;
  std::string joined_;
  std::string converted_;
};

}  // namespace vish::proto::dagbestand
