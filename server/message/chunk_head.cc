#include "server/message/chunk_head.h"

#include <algorithm>
#include <cctype>

namespace vish::server {
namespace {

bool is_text(char c) {
  constexpr unsigned char kFirst = ' ';
  constexpr unsigned char kDelete = 0x7f;
  const auto byte = static_cast<unsigned char>(c);
  return c == '\t' || (byte >= kFirst && byte != kDelete);
}

bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

/// Whether a character may stand in the name of a header (RFC 9110 section 5.6.2).
bool is_in_token(char c) {
  constexpr std::string_view kSigns = "!#$%&'*+-.^_`|~";
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || kSigns.find(c) != std::string_view::npos;
}

}  // namespace

bool is_line_text(std::string_view text) { return std::all_of(text.begin(), text.end(), is_text); }

bool ChunkHead::may_go_on(std::string_view text) {
  while (part_ != Part::over && seen_ < text.size()) part_ = after(text[seen_++]);
  return part_ != Part::over;
}

ChunkHead::Part ChunkHead::at_digit(char c) {
  constexpr unsigned kMostDigits = 16;
  if (digits_ > 0 || c != '0') ++digits_;
  return digits_ > kMostDigits ? Part::over : Part::digits;
}

ChunkHead::Part ChunkHead::behind_digit(char c) {
  if (is_hex(c)) return at_digit(c);
  if (c == '\r') return Part::line_lf;
  return only_if(c == ';' || c == ' ' || c == '\t', Part::extension);
}

ChunkHead::Part ChunkHead::in_text(char c, Part line_end) const {
  return c == '\r' ? line_end : only_if(is_text(c), part_);
}

ChunkHead::Part ChunkHead::after(char c) {
  switch (part_) {
    case Part::end_before:
      return only_if(c == '\r', Part::end_before_lf);
    case Part::end_before_lf:
      return only_if(c == '\n', Part::first_digit);
    case Part::first_digit:
      return is_hex(c) ? at_digit(c) : Part::over;
    case Part::digits:
      return behind_digit(c);
    case Part::extension:
      return in_text(c, Part::line_lf);
    case Part::line_lf:
      return only_if(c == '\n' && digits_ == 0, Part::trailer);
    case Part::trailer:
      return c == '\r' ? Part::last_lf : only_if(is_in_token(c), Part::trailer_name);
    case Part::trailer_name:
      return c == ':' ? Part::trailer_value : only_if(is_in_token(c), Part::trailer_name);
    case Part::trailer_value:
      return in_text(c, Part::trailer_lf);
    case Part::trailer_lf:
      return only_if(c == '\n', Part::trailer);
    case Part::last_lf:
    case Part::over:
      break;
  }
  return Part::over;
}

}  // namespace vish::server
