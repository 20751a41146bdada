#include "server/message/field_list.h"

#include <algorithm>

#include "server/message/field_text.h"

namespace vish::server {
namespace {

constexpr std::string_view kContinue = "100-continue";

bool has_member(const http::fields& headers, http::field name, std::string_view wanted) {
  const auto list = joined(headers, name);
  const auto all = members(list);
  return std::any_of(all.begin(), all.end(), [&](std::string_view one) { return same(one, wanted); });
}

}  // namespace

std::string joined(const http::fields& headers, std::string_view name) {
  std::string list;
  const auto [begin, end] = headers.equal_range({name.data(), name.size()});
  for (auto at = begin; at != end; ++at) {
    if (!list.empty()) list += ',';
    list.append(at->value().data(), at->value().size());
  }
  return list;
}

std::string joined(const http::fields& headers, http::field name) {
  const auto text = http::to_string(name);
  return joined(headers, std::string_view(text.data(), text.size()));
}

std::vector<std::string_view> members(std::string_view list) {
  std::vector<std::string_view> all;
  while (!list.empty()) {
    const auto length = std::min(list.find(','), list.size());
    if (const auto member = trimmed(list.substr(0, length)); !member.empty()) all.push_back(member);
    list.remove_prefix(std::min(length + 1, list.size()));
  }
  return all;
}

bool keeps_open(const http::request_header<>& head) {
  if (has_member(head, http::field::connection, "close")) return false;
  return head.version() >= 11 || has_member(head, http::field::connection, "keep-alive");
}

bool expects_continue(const http::request_header<>& head) {
  return head.version() >= 11 && has_member(head, http::field::expect, kContinue);
}

bool expects_more(const http::fields& headers) {
  const auto list = joined(headers, http::field::expect);
  const auto all = members(list);
  return !std::all_of(all.begin(), all.end(), [](std::string_view one) { return same(one, kContinue); });
}

}  // namespace vish::server
