#include "http/wire.h"

#include <boost/beast/http/status.hpp>

#include "proto/openapi.h"

namespace vish::server {
namespace {

const std::string& common_headers() {
  static const std::string headers = "API-Version: " + std::string(proto::api_version()) +
                                     "\r\nCache-Control: no-store"
                                     "\r\nStrict-Transport-Security: max-age=31536000"
                                     "\r\nX-Content-Type-Options: nosniff"
                                     "\r\nX-Frame-Options: DENY\r\n";
  return headers;
}

}  // namespace

std::string to_wire(const Response& response, const Trace& trace, bool keep_alive, bool with_body) {
  const auto reason = http::obsolete_reason(static_cast<http::status>(response.status));
  std::string out;
  out.reserve(512 + response.body.size());
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  out.append(reason.data(), reason.size()).append("\r\n").append(common_headers());
  out.append("Content-Security-Policy: ").append(response.content_policy).append("\r\n");
  if (!trace.trace_id.empty()) out.append("traceparent: ").append(to_header(trace)).append("\r\n");
  if (!trace.tracestate.empty()) out.append("tracestate: ").append(trace.tracestate).append("\r\n");
  if (!response.content_type.empty()) out.append("Content-Type: ").append(response.content_type).append("\r\n");
  if (response.status != 204)
    out.append("Content-Length: ").append(std::to_string(response.body.size())).append("\r\n");
  for (const auto& [name, value] : response.headers) out.append(name).append(": ").append(value).append("\r\n");
  if (!keep_alive) out.append("Connection: close\r\n");
  out.append("\r\n");
  if (with_body) out.append(response.body);
  return out;
}

}  // namespace vish::server
