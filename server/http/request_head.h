#pragma once

#include <optional>

#include "server/http/message.h"

namespace vish::server {

/// What a client is told of a head that could not be read; `failed` is of the
/// parser, or says that its time was over.
proto::Problem head_failure(const boost::system::error_code& failed);

/// Decodes a head into `request`, of which it stays the owner, but for the
/// caller; or says why it is refused.
std::optional<proto::Problem> read_request(const http::request_header<>& head, Request& request);

}  // namespace vish::server
