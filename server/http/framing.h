#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "server/http/message.h"

namespace vish::server {

/// What is wrong with a head that could be parsed, in Dutch for its sender;
/// nothing when it leaves no doubt about where the body ends and for which
/// server it is: at most one of Content-Length (one number) and
/// Transfer-Encoding (chunked alone, and not in HTTP/1.0), and one Host
/// (RFC 9112 sections 3.2 and 6). `version` is 11 or 10.
std::optional<std::string_view> head_defect(const http::fields& headers, unsigned version);

/// How many bytes in front of `text` are empty lines, which a client may send
/// before a request (RFC 9112 section 2.2).
std::size_t empty_lines(std::string_view text);

/// Whether a chunk may begin so, as far as it was read: behind another one with
/// the end of that line.
bool may_begin_chunk(std::string_view text, bool first);

/// Whether the line of that chunk is there whole, and behind the last one its
/// trailers too: a parser that wants more of it never gets enough, as of a
/// quote in an extension that is not closed.
bool is_whole_chunk_head(std::string_view text, bool first);

/// What a chunked body may take beside its contents: sizes, extensions and
/// trailers. A client that sends one byte at a time stays well below it.
constexpr std::uint64_t max_chunk_overhead(std::uint64_t contents) {
  constexpr std::uint64_t kAlways = std::uint64_t{16} << 10U;
  constexpr std::uint64_t kPerByte = 8;
  return kAlways + kPerByte * contents;
}

}  // namespace vish::server
