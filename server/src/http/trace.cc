#include "http/trace.h"

#include <algorithm>
#include <array>

#include "storage/hex.h"
#include "storage/random.h"

namespace vish::server {
namespace {

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_id(std::string_view text) { return is_hex(text) && text.find_first_not_of('0') != std::string_view::npos; }

template <std::size_t Bytes>
std::string random_hex() {
  std::array<unsigned char, Bytes> bytes{};
  storage::put_random(bytes);
  return storage::to_hex(bytes);
}

}  // namespace

Trace join_trace(std::string_view traceparent) {
  const bool joined = traceparent.size() == 55 && traceparent.starts_with("00-") && traceparent[35] == '-' &&
                      traceparent[52] == '-' && is_id(traceparent.substr(3, 32)) && is_id(traceparent.substr(36, 16)) &&
                      is_hex(traceparent.substr(53));
  if (!joined) return {random_hex<16>(), random_hex<8>(), "00"};
  return {std::string(traceparent.substr(3, 32)), random_hex<8>(), std::string(traceparent.substr(53))};
}

std::string to_header(const Trace& trace) { return "00-" + trace.trace_id + "-" + trace.span_id + "-" + trace.flags; }

}  // namespace vish::server
