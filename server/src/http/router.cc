#include "http/router.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <utility>

namespace vish::server {
namespace {

std::vector<std::string> split(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    segments.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

std::optional<std::vector<std::string>> match(const std::vector<std::string>& pattern,
                                              const std::vector<std::string>& path) {
  if (pattern.size() != path.size()) return std::nullopt;
  std::vector<std::string> parameters;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i].starts_with('{') && !path[i].empty()) {
      parameters.push_back(path[i]);
    } else if (pattern[i] != path[i]) {
      return std::nullopt;
    }
  }
  return parameters;
}

}  // namespace

void Router::add(Route route) {
  auto segments = split(route.pattern);
  entries_.push_back({std::move(route), std::move(segments)});
}

Match Router::find(http::verb method, const std::vector<std::string>& segments) const {
  Match result;
  for (const auto& entry : entries_) {
    auto parameters = match(entry.segments, segments);
    if (!parameters) continue;
    if (entry.route.method == method) return {&entry.route, std::move(*parameters), {}};
    if (!result.allow.empty()) result.allow.append(", ");
    const auto name = http::to_string(entry.route.method);
    result.allow.append(name.data(), name.size());
  }
  return result;
}

bool parse_target(std::string_view target, Request& request) {
  const auto parsed = boost::urls::parse_origin_form({target.data(), target.size()});
  if (!parsed) return false;
  const auto path = parsed->encoded_path();
  request.path.assign(path.data(), path.size());
  for (const auto& segment : parsed->segments()) request.segments.emplace_back(segment.begin(), segment.end());
  for (const auto& parameter : parsed->params()) request.query.emplace_back(parameter.key, parameter.value);
  return true;
}

}  // namespace vish::server
