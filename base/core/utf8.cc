#include "base/core/utf8.h"

#include <algorithm>
#include <boost/nowide/utf/utf.hpp>
#include <iterator>

namespace vish {
namespace {

namespace utf = boost::nowide::utf;
using Utf8 = utf::utf_traits<char>;

bool is_character(utf::code_point decoded) { return decoded != utf::illegal && decoded != utf::incomplete; }

}  // namespace

bool is_utf8(std::string_view bytes) {
  const char* at = bytes.data();
  const char* end = at + bytes.size();
  while (at != end) {
    if (!is_character(Utf8::decode(at, end))) return false;
  }
  return true;
}

std::size_t utf8_length(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool holds_control_character(std::string_view text) {
  const auto is_ascii_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (std::any_of(text.begin(), text.end(), is_ascii_control)) return true;
  for (std::size_t at = text.find('\xC2'); at != std::string_view::npos; at = text.find('\xC2', at + 1)) {
    if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) <= 0x9F) return true;
  }
  return false;
}

char32_t take_character(std::string_view& text) {
  constexpr char32_t kReplacement = 0xFFFD;
  if (static_cast<signed char>(text.front()) >= 0) {
    const char plain = text.front();
    text.remove_prefix(1);
    return static_cast<char32_t>(plain);
  }
  const char* at = text.data();
  const utf::code_point character = Utf8::decode(at, text.data() + text.size());
  const bool valid = is_character(character);
  text.remove_prefix(valid ? static_cast<std::size_t>(at - text.data()) : 1);
  return valid ? character : kReplacement;
}

void append_character(std::string& out, char32_t character) { Utf8::encode(character, std::back_inserter(out)); }

}  // namespace vish
