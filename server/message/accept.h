#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace vish::server {

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kCsv = "text/csv";
constexpr std::string_view kPlainText = "text/plain";
constexpr std::string_view kHtml = "text/html";
constexpr std::string_view kCss = "text/css";

/// Returns the offered form that suits an Accept header best (RFC 9110 section 12.5.1), and of equals the first;
/// nothing when none suits. A range for problem+json also suits JSON, because every error is problem+json. Parameters
/// of a range other than its quality do not count, and a range with an unreadable quality is passed over.
std::optional<std::string_view> negotiate(std::string_view accept, const std::vector<std::string_view>& offers);

}  // namespace vish::server
