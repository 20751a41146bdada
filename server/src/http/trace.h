#pragma once

#include <string>
#include <string_view>

namespace vish::server {

/// W3C Trace Context, level 1.
struct Trace {
  std::string trace_id;  ///< 32 lower-case hex digits
  std::string span_id;   ///< our own: 16
  std::string flags;     ///< 2
};

/// Joins the caller's trace when `traceparent` is well formed, with a span of
/// our own; otherwise starts a new trace.
Trace join_trace(std::string_view traceparent);

/// The header to answer with.
std::string to_header(const Trace& trace);

}  // namespace vish::server
