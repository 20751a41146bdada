#include "server/message/trace.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/core/hex.h"
#include "base/core/random.h"
#include "server/message/field_text.h"

namespace vish::server {
namespace {

constexpr std::size_t kTraceparent = 55;
constexpr std::size_t kMaxMembers = 32;

bool is_id(std::string_view text) { return is_hex(text) && text.find_first_not_of('0') != std::string_view::npos; }

template <std::size_t Bytes>
std::string random_hex() {
  std::array<unsigned char, Bytes> bytes{};
  put_random(bytes);
  return to_hex(bytes);
}

/// Whether the first 55 characters are a traceparent of version 00, or of a
/// later one that may go on after a hyphen.
bool is_traceparent(std::string_view text) {
  if (text.size() < kTraceparent || !is_hex(text.substr(0, 2)) || text.starts_with("ff")) return false;
  const bool ends = text.size() == kTraceparent || (!text.starts_with("00") && text[kTraceparent] == '-');
  return ends && text[2] == '-' && is_id(text.substr(3, 32)) && text[35] == '-' && is_id(text.substr(36, 16)) &&
         text[52] == '-' && is_hex(text.substr(53, 2));
}

/// Returns the flags that version 00 knows: only "sampled" has a meaning there.
std::string known_flags(char low_digit) {
  constexpr std::string_view kOdd = "13579bdf";
  return kOdd.find(low_digit) != std::string_view::npos ? "01" : "00";
}

bool is_part_of_key(std::string_view text, std::size_t max) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("_-*/").find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= max && std::all_of(text.begin(), text.end(), fits);
}

bool is_key(std::string_view key) {
  const auto letter = [](std::string_view text) { return !text.empty() && text[0] >= 'a' && text[0] <= 'z'; };
  const auto at = key.find('@');
  if (at == std::string_view::npos) return letter(key) && is_part_of_key(key, 256);
  return is_part_of_key(key.substr(0, at), 241) && letter(key.substr(at + 1)) && is_part_of_key(key.substr(at + 1), 14);
}

bool is_value(std::string_view value) {
  const auto fits = [](char c) { return c >= 0x20 && c <= 0x7E && c != ',' && c != '='; };
  return !value.empty() && value.size() <= 256 && value.back() != ' ' && std::all_of(value.begin(), value.end(), fits);
}

bool is_tracestate(std::string_view text) {
  if (text.size() > kMaxTracestate) return false;
  std::vector<std::string_view> keys;
  while (!text.empty()) {
    const auto end = std::min(text.find(','), text.size());
    const auto member = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (member.empty()) continue;
    const auto equals = member.find('=');
    if (equals == std::string_view::npos) return false;
    const auto key = member.substr(0, equals);
    if (!is_key(key) || !is_value(member.substr(equals + 1)) ||
        std::find(keys.begin(), keys.end(), key) != keys.end()) {
      return false;
    }
    keys.push_back(key);
  }
  return !keys.empty() && keys.size() <= kMaxMembers;
}

}  // namespace

Trace join_trace(std::string_view traceparent, std::string_view tracestate) {
  if (!is_traceparent(traceparent)) return {random_hex<16>(), random_hex<8>(), "00", {}};
  return {std::string(traceparent.substr(3, 32)), random_hex<8>(), known_flags(traceparent[54]),
          std::string(is_tracestate(tracestate) ? tracestate : std::string_view())};
}

std::string to_header(const Trace& trace) { return "00-" + trace.trace_id + "-" + trace.span_id + "-" + trace.flags; }

}  // namespace vish::server
