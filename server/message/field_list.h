#pragma once

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace vish::server {

namespace http = boost::beast::http;

/// Returns all lines of a header as one list, in order, with commas between them (RFC 9110 section 5.3).
std::string joined(const http::fields& headers, std::string_view name);
std::string joined(const http::fields& headers, http::field name);

/// Returns the members of a list, without the empty ones (RFC 9110 section 5.6.1). They refer to `list`.
std::vector<std::string_view> members(std::string_view list);

/// Whether the connection may stay open after a request: `close` ends it wherever it stands (RFC 9112 section 9.3).
bool keeps_open(const http::request_header<>& head);

/// Whether the client waits for "100 Continue" before it sends the body; HTTP/1.0 knows no such thing.
bool expects_continue(const http::request_header<>& head);

/// Whether the client expects something that nobody here can meet (RFC 9110 section 10.1.1).
bool expects_more(const http::fields& headers);

}  // namespace vish::server
