#pragma once

#include <algorithm>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "server/message/chunk_head.h"
#include "server/message/message.h"

namespace vish::server {

/// The most headers of a request. A header takes more memory than its bytes.
constexpr std::size_t kMostHeaders = 100;

/// Parses one request. A head with too many headers fails like one that is too large. Trailers are passed over, because
/// they must not pass for headers (RFC 9110 section 6.5.1). A header or trailer that goes on in a line that begins with
/// a space or tab is refused, because readers differ on what it says (RFC 9112 section 5.2); so is a chunk with a
/// control character in its extensions.
class Parser : public http::request_parser<http::buffer_body> {
 public:
  static constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

  /// Lets the chunks of a body hold `most` bytes together: as soon as the size of a chunk that goes beyond is read, the
  /// parser fails with body_limit, and stays in front of that chunk.
  void allow(std::uint64_t most) { most_ = most; }

 private:
  void on_field_impl(http::field field, boost::beast::string_view name, boost::beast::string_view value,
                     boost::beast::error_code& failed) override {
    if (is_folded(name, value)) {
      failed = http::error::bad_field;
      return;
    }
    if (is_header_done()) return;
    if (++headers_ > kMostHeaders) {
      failed = http::error::header_limit;
    } else {
      get().insert(field, name, value);
    }
  }

  void on_chunk_header_impl(std::uint64_t size, boost::beast::string_view extensions,
                            boost::beast::error_code& failed) override {
    if (!is_line_text({extensions.data(), extensions.size()})) {
      failed = http::error::bad_chunk_extension;
    } else if (most_ != kNoLimit && size > most_ - std::min(most_, announced_)) {
      failed = http::error::body_limit;
    } else {
      announced_ += size;
    }
  }

  /// Whether a line ends between the name and the end of the value. Beast joins such lines elsewhere, or passes over
  /// empty ones; any other value stands behind its name in what was read.
  static bool is_folded(boost::beast::string_view name, boost::beast::string_view value) {
    const char* at = name.data() + name.size() + 1;  // behind the colon
    while (*at == ' ' || *at == '\t') ++at;
    return at != value.data();
  }

  std::size_t headers_ = 0;
  std::uint64_t most_ = kNoLimit;
  std::uint64_t announced_ = 0;  ///< the bytes of all chunks of which the size is read
};

}  // namespace vish::server
