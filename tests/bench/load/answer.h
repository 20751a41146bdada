#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace vish::load {

/// An answer in HTTP/1.1. It looks into the bytes that it was read from.
struct Answer {
  unsigned status;
  std::string_view body;
};

/// The answer that `bytes` are, nothing while it is not complete. Throws
/// std::runtime_error if they can never become one: no HTTP/1.1, no
/// Content-Length, or more bytes than one answer.
///
/// It shares the machine with the server that is measured, so it reads only
/// what one question at a time needs instead of building up all header fields.
std::optional<Answer> parse_answer(std::string_view bytes);

}  // namespace vish::load
