#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vish::server {

/// W3C Trace Context, level 1.
struct Trace {
  std::string trace_id;    ///< 32 lower-case hex digits
  std::string span_id;     ///< our own: 16
  std::string flags;       ///< 2
  std::string tracestate;  ///< what vendors before us noted, as it came; empty: nothing
};

/// Joins the caller's trace when `traceparent` is well formed, with a span of
/// our own; otherwise starts a new trace. Of a later version of the standard
/// is read what version 00 defines. Several headers come joined by commas: two
/// parents are none. `tracestate` is kept if the trace is and it is well formed: at most 32 members
/// and kMaxTracestate characters.
Trace join_trace(std::string_view traceparent, std::string_view tracestate);
constexpr std::size_t kMaxTracestate = 512;

/// The traceparent to answer with.
std::string to_header(const Trace& trace);

}  // namespace vish::server
