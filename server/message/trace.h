#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vish::server {

/// The place of a request in a trace, by W3C Trace Context, level 1.
struct Trace {
  std::string trace_id;    ///< 32 lower-case hex digits
  std::string span_id;     ///< 16 such digits of our own
  std::string flags;       ///< 2 such digits
  std::string tracestate;  ///< what vendors before us noted, as it came; empty for nothing
};

/// Joins the caller's trace when `traceparent` is well formed, with a span of our own; otherwise starts a new trace.
/// Reads from a header of a later version of the standard the part that version 00 defines. Several headers come joined
/// by commas; two parents count as none. Keeps `tracestate` if the trace is kept and `tracestate` is well formed, with
/// at most 32 members and kMaxTracestate characters.
Trace join_trace(std::string_view traceparent, std::string_view tracestate);
constexpr std::size_t kMaxTracestate = 512;

/// Returns the traceparent of the answer.
std::string to_header(const Trace& trace);

}  // namespace vish::server
