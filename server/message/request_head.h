#pragma once

#include <optional>

#include "server/message/message.h"

namespace vish::server {

/// Returns what the client is told of a head that could not be read. `failed` is the error of the parser, or says that
/// the time was up.
proto::Problem head_failure(const boost::system::error_code& failed);

/// Decodes a head into `request`, which refers to `head`; leaves the caller alone. `secure` says that it came over TLS.
/// Returns why the head is refused, if it is.
std::optional<proto::Problem> read_request(const http::request_header<>& head, bool secure, Request& request);

}  // namespace vish::server
