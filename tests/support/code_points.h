#pragma once

#include <string>

namespace vish::test {

/// Returns a code point as UTF-8.
inline std::string in_utf8(char32_t code) {
  const auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  const auto tail = [&](unsigned shift, char32_t of) { return byte(0x80U | (of >> shift & 0x3FU)); };
  if (code < 0x80) return {byte(code)};
  if (code < 0x800) return {byte(0xC0U | code >> 6U), tail(0, code)};
  if (code < 0x10000) return {byte(0xE0U | code >> 12U), tail(6, code), tail(0, code)};
  return {byte(0xF0U | code >> 18U), tail(12, code), tail(6, code), tail(0, code)};
}

/// Calls `take` with every code point but the surrogates, which are no characters.
template <class Take>
void each_code_point(const Take& take) {
  for (char32_t code = 0; code < 0xD800; ++code) take(code);
  for (char32_t code = 0xE000; code < 0x110000; ++code) take(code);
}

}  // namespace vish::test
