#include "server/message/accept.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <cstdint>

#include "server/message/field_text.h"

namespace vish::server {
namespace {

/// One media range of an Accept header.
struct Range {
  std::string_view type;
  unsigned quality = 0;  ///< in thousandths
};

/// Cuts off and returns the text before the next `separator`.
std::string_view cut(std::string_view& rest, char separator) {
  const auto end = std::min(rest.find(separator), rest.size());
  const auto part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return trimmed(part);
}

/// Reads "0" to "1" with at most three decimals, as thousandths.
std::optional<unsigned> quality_of(std::string_view text) {
  constexpr unsigned kWhole = 1000;
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  unsigned quality = text[0] == '1' ? kWhole : 0;
  unsigned unit = kWhole;
  for (const char digit : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (digit < '0' || digit > '9') return std::nullopt;
    unit /= 10;
    quality += unit * static_cast<unsigned>(digit - '0');
  }
  return quality <= kWhole ? std::optional(quality) : std::nullopt;
}

std::optional<Range> range_of(std::string_view text) {
  Range range{cut(text, ';'), 1000};
  while (!text.empty()) {
    auto value = cut(text, ';');
    const auto name = cut(value, '=');
    if (!same(name, "q")) continue;
    const auto quality = quality_of(trimmed(value));
    if (!quality) return std::nullopt;
    range.quality = *quality;
  }
  return range;
}

/// Returns how closely a range names the offer; 0 for not at all.
int closeness(std::string_view range, std::string_view offer) {
  if (same(range, offer)) return 3;
  if (offer == kJson && same(range, "application/problem+json")) return 2;
  const auto slash = offer.find('/');
  if (range.ends_with("/*") && same(range.substr(0, range.size() - 1), offer.substr(0, slash + 1))) return 2;
  return range == "*/*" ? 1 : 0;
}

/// Returns the quality that the closest range gives to the offer; the best of equally close ones.
unsigned quality_for(std::string_view offer, const std::vector<Range>& ranges) {
  std::pair<int, unsigned> best{0, 0};
  for (const auto& range : ranges) {
    const int close = closeness(range.type, offer);
    if (close > 0) best = std::max(best, {close, range.quality});
  }
  return best.second;
}

}  // namespace

std::optional<std::string_view> negotiate(std::string_view accept, const std::vector<std::string_view>& offers) {
  if (trimmed(accept).empty()) return offers.front();
  std::vector<Range> ranges;
  while (!accept.empty()) {
    if (const auto range = range_of(cut(accept, ','))) ranges.push_back(*range);
  }
  std::optional<std::string_view> chosen;
  unsigned highest = 0;
  for (const auto offer : offers) {
    const auto quality = quality_for(offer, ranges);
    if (quality > highest) {
      highest = quality;
      chosen = offer;
    }
  }
  return chosen;
}

}  // namespace vish::server
