#include "server/message/wire.h"

#include <algorithm>
#include <array>
#include <boost/beast/http/status.hpp>
#include <cstdio>
#include <utility>

#include "proto/contracts/openapi.h"

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

/// Returns the present date, which each thread formats once a second.
const std::string& date_of_now() {
  thread_local std::time_t made = 0;
  thread_local std::string text;
  const auto now = std::time(nullptr);
  if (now != std::exchange(made, now)) text = http_date(now);
  return text;
}

}  // namespace

std::string http_date(std::time_t moment) {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm utc{};
  gmtime_r(&moment, &utc);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                kDays.at(static_cast<std::size_t>(utc.tm_wday)), utc.tm_mday,
                kMonths.at(static_cast<std::size_t>(utc.tm_mon)), utc.tm_year + 1900, utc.tm_hour, utc.tm_min,
                utc.tm_sec);
  return text.data();
}

std::chrono::seconds promised_idle(std::chrono::seconds idle) {
  constexpr int kMargin = 10;
  return idle - std::max(std::chrono::seconds(1), idle / kMargin);
}

std::string to_wire(const Response& response, const Trace& trace, std::optional<std::chrono::seconds> idle,
                    bool with_body) {
  const auto reason = http::obsolete_reason(static_cast<http::status>(response.status));
  std::string out;
  out.reserve(512 + response.body.size());
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  out.append(reason.data(), reason.size()).append("\r\n").append(common_headers());
  out.append("Date: ").append(date_of_now()).append("\r\n");
  out.append("Content-Security-Policy: ").append(response.content_policy).append("\r\n");
  if (!trace.trace_id.empty()) out.append("traceparent: ").append(to_header(trace)).append("\r\n");
  if (!trace.tracestate.empty()) out.append("tracestate: ").append(trace.tracestate).append("\r\n");
  if (!response.content_type.empty()) out.append("Content-Type: ").append(response.content_type).append("\r\n");
  if (response.status != 204)
    out.append("Content-Length: ").append(std::to_string(response.body.size())).append("\r\n");
  for (const auto& [name, value] : response.headers) out.append(name).append(": ").append(value).append("\r\n");
  if (idle) {
    out.append("Connection: keep-alive\r\nKeep-Alive: timeout=");
    out.append(std::to_string(promised_idle(*idle).count())).append("\r\n\r\n");
  } else {
    out.append("Connection: close\r\n\r\n");
  }
  if (with_body) out.append(response.body);
  return out;
}

}  // namespace vish::server
