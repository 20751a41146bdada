#include "server/message/router.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <utility>

#include "server/message/field_text.h"
#include "server/message/framing.h"

namespace vish::server {
namespace {

constexpr std::size_t kUsualSegments = 6;
/// Further parts of a path or of a query are left out, because no route has so many, and each part takes more memory
/// than its bytes.
constexpr std::size_t kMostParts = 100;

std::vector<std::string> split(std::string_view path) {
  std::vector<std::string> segments;
  segments.reserve(kUsualSegments);
  while (!path.empty() && segments.size() < kMostParts) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    segments.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

/// Whether a target is a path without a query in which every character stands for itself (RFC 3986 unreserved); most
/// targets are, and need no parser.
bool is_plain_path(std::string_view target) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '-' ||
           c == '_' || c == '~';
  };
  return target.starts_with('/') && !target.starts_with("//") && std::all_of(target.begin(), target.end(), plain);
}

bool is_parameter(const std::string& segment) { return segment.starts_with('{'); }

bool matches(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
  return std::equal(pattern.begin(), pattern.end(), path.begin(), path.end(),
                    [](const auto& wanted, const auto& given) {
                      return wanted == given || (is_parameter(wanted) && !given.empty());
                    });
}

std::vector<std::string> parameters(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (is_parameter(pattern[i])) result.push_back(path[i]);
  }
  return result;
}

bool is_web_address(const boost::urls::url_view& url, bool secure) {
  const auto scheme = url.scheme();
  const auto server = url.encoded_authority();
  const std::string_view named(scheme.data(), scheme.size());
  return (same(named, "https") || (same(named, "http") && !secure)) && is_server({server.data(), server.size()}) &&
         (url.encoded_path().empty() || url.encoded_path().starts_with('/'));
}

std::optional<boost::urls::url_view> url_of(std::string_view target, bool secure) {
  const boost::urls::string_view text(target.data(), target.size());
  const bool has_server = !target.starts_with('/');
  const auto url = has_server ? boost::urls::parse_absolute_uri(text) : boost::urls::parse_origin_form(text);
  if (!url || (has_server && !is_web_address(*url, secure))) return std::nullopt;
  return *url;
}

}  // namespace

Router::Router(Routes routes) {
  for (auto& route : routes) {
    auto segments = split(route.pattern);
    entries_.push_back({std::move(route), std::move(segments)});
  }
}

Match Router::find(http::verb method, const std::vector<std::string>& segments) const {
  Match result;
  for (const auto& entry : entries_) {
    if (!matches(entry.segments, segments)) continue;
    if (entry.route.method == method) return {&entry.route, parameters(entry.segments, segments), {}};
    if (!result.allow.empty()) result.allow.append(", ");
    const auto name = http::to_string(entry.route.method);
    result.allow.append(name.data(), name.size());
  }
  return result;
}

std::vector<const Route*> Router::routes() const {
  std::vector<const Route*> result;
  for (const auto& entry : entries_) result.push_back(&entry.route);
  return result;
}

bool parse_target(std::string_view target, bool secure, Request& request) {
  if (is_plain_path(target)) {
    request.path.assign(target);
    request.segments = split(target);
    return true;
  }
  const auto parsed = url_of(target, secure);
  if (!parsed) return false;
  const auto path = parsed->encoded_path();
  request.segments.reserve(kUsualSegments);
  request.path.assign(path.data(), path.size());
  for (const auto& segment : parsed->segments()) {
    if (request.segments.size() == kMostParts) break;
    request.segments.emplace_back(segment.begin(), segment.end());
  }
  if (path.empty() || path == "/") request.segments.emplace_back();  // of which Boost sees none
  for (const auto& parameter : parsed->params()) {
    if (request.query.size() == kMostParts) break;
    const bool nothing = parameter.key.empty() && !parameter.has_value;
    if (!nothing) request.query.emplace_back(parameter.key, parameter.value);
  }
  return true;
}

}  // namespace vish::server
