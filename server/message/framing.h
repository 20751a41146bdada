#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "server/message/message.h"

namespace vish::server {

/// Whether a text is a name or address, perhaps with a port. This is narrower than RFC 3986: no name in the DNS has its
/// other characters.
bool is_server(std::string_view text);

/// Says, in Dutch for the sender, what is wrong with a head that could be parsed; nothing for a head that leaves no
/// doubt about the end of its body and about its server: at most one of Content-Length (one number) and
/// Transfer-Encoding (only chunked, and not in HTTP/1.0), one Host (RFC 9112 sections 3.2 and 6), and no two values of
/// a header that holds one (RFC 9110 section 5.3). `version` is 11 or 10.
std::optional<std::string_view> head_defect(const http::fields& headers, unsigned version);

/// Returns the bytes of empty lines at the front of `text`, which a client may send before a request (RFC 9112 section
/// 2.2).
std::size_t empty_lines(std::string_view text);

/// Returns the most bytes that a chunked body may have beside its contents, in sizes, extensions and trailers. A client
/// that sends one byte at a time stays well below it.
constexpr std::uint64_t max_chunk_overhead(std::uint64_t contents) {
  constexpr std::uint64_t kAlways = std::uint64_t{16} << 10U;
  constexpr std::uint64_t kPerByte = 8;
  return kAlways + kPerByte * contents;
}

}  // namespace vish::server
