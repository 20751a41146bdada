#include "server/http/chunk_head.h"

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

ChunkHead::Part ChunkHead::after_digit(char c) {
  constexpr unsigned kMostDigits = 16;
  if (digits_ > 0 || c != '0') ++digits_;
  return digits_ > kMostDigits ? Part::over : Part::digits;
}

ChunkHead::Part ChunkHead::after(char c) {
  switch (part_) {
    case Part::end_before:
      return c == '\r' ? Part::end_before_lf : Part::over;
    case Part::end_before_lf:
      return c == '\n' ? Part::first_digit : Part::over;
    case Part::first_digit:
      return is_hex(c) ? after_digit(c) : Part::over;
    case Part::digits:
      if (is_hex(c)) return after_digit(c);
      if (c == '\r') return Part::line_lf;
      return c == ';' || c == ' ' || c == '\t' ? Part::extension : Part::over;
    case Part::extension:
      if (c == '\r') return Part::line_lf;
      return is_text(c) ? Part::extension : Part::over;
    case Part::line_lf:
      return c == '\n' && digits_ == 0 ? Part::trailer : Part::over;
    case Part::trailer:
      if (c == '\r') return Part::last_lf;
      return is_in_token(c) ? Part::trailer_name : Part::over;
    case Part::trailer_name:
      if (c == ':') return Part::trailer_value;
      return is_in_token(c) ? Part::trailer_name : Part::over;
    case Part::trailer_value:
      if (c == '\r') return Part::trailer_lf;
      return is_text(c) ? Part::trailer_value : Part::over;
    case Part::trailer_lf:
      return c == '\n' ? Part::trailer : Part::over;
    case Part::last_lf:
    case Part::over:
      break;
  }
  return Part::over;
}

}  // namespace vish::server
