#pragma once

#include <string>
#include <string_view>

namespace vish::proto::dagbestand {

/// Turns the bytes of a file, cut anywhere, into UTF-8. A byte order mark of
/// UTF-16 decides what the file is, else the first character outside ASCII:
/// UTF-8 where it is that, else Windows-1252. Plain text is not copied.
class TextDecoder {
 public:
  struct Part {
    std::string_view text;  ///< whole characters, a byte order mark included
    bool readable = true;   ///< false: what follows `text` is no text
  };

  /// The answer views `bytes` or this object, until the next call.
  Part decode(std::string_view bytes);
  /// What was still waiting for the rest of a character.
  Part finish();

 private:
  enum class Encoding { undecided, utf8, windows1252, utf16le, utf16be };

  bool waits_for_mark(std::string_view bytes);
  void decide(std::string_view bytes);
  Part keep_utf8(std::string_view bytes);
  Part convert(std::string_view bytes);
  Part convert_utf16(std::string_view bytes);

  bool at_start_ = true;
  Encoding encoding_ = Encoding::undecided;
  std::string cut_character_;
  std::string joined_;
  std::string converted_;
};

}  // namespace vish::proto::dagbestand
