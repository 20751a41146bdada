#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace vish::server {

/// Whether all of a text may stand within one line: it has no control character but tabs.
bool is_line_text(std::string_view text);

/// Follows the text in front of the contents of one chunk while that text comes in: the line of its size and, for the
/// last chunk, the trailers too. The parser looks at a line when it is whole, and at trailers when all are; a client
/// that was wrong before that would wait.
class ChunkHead {
 public:
  /// A chunk that is not the `first` begins with the line end of the one before.
  explicit ChunkHead(bool first) : part_(first ? Part::first_digit : Part::end_before) {}

  /// Looks on, behind what it saw before, in `text`, which is the chunk as far as it came. Returns false when no
  /// further bytes can make the chunk right, and also when its head is whole: a parser that wants more of such a head
  /// never gets enough, for instance of an extension with an unclosed quote.
  bool may_go_on(std::string_view text);

 private:
  enum class Part : std::uint8_t {
    end_before,     ///< at the CR in front of the chunk
    end_before_lf,  ///< at the LF after that
    first_digit,    ///< of the size
    digits,         ///< after a digit of the size
    extension,      ///< after the size
    line_lf,        ///< at the LF of the line of the size
    trailer,        ///< at the begin of a line after the last chunk
    trailer_name,   ///< within the name of a trailer
    trailer_value,  ///< behind its colon
    trailer_lf,     ///< at the LF of a trailer
    last_lf,        ///< at the LF that ends the body
    over,           ///< whole, or never right
  };

  static Part only_if(bool right, Part next) { return right ? next : Part::over; }
  Part after(char c);
  Part at_digit(char c);
  Part behind_digit(char c);
  Part in_text(char c, Part line_end) const;

  Part part_;
  std::size_t seen_ = 0;
  unsigned digits_ = 0;  ///< of the size, without zeros in front
};

}  // namespace vish::server
