#include "proto/terms/aanleverschema.h"

#include <algorithm>
#include <array>

#include "base/calendar/nederlands.h"

namespace vish::proto {
namespace {

constexpr std::array<std::string_view, 7> kWeekdagen{"ma", "di", "wo", "do", "vr", "za", "zo"};
constexpr int kMinutesPerHour = 60;

/// Reads two digits at a place as a number below `limit`, and returns -1 for any other text.
int two_digits(std::string_view text, std::size_t at, int limit) {
  const auto digit = [&](std::size_t place) { return text[place] >= '0' && text[place] <= '9'; };
  if (!digit(at) || !digit(at + 1)) return -1;
  const int number = (text[at] - '0') * 10 + (text[at + 1] - '0');
  return number < limit ? number : -1;
}

}  // namespace

std::optional<std::chrono::minutes> parse_aanleveruur(std::string_view text) {
  constexpr std::string_view kShape = "uu:mm";
  if (text.size() != kShape.size() || text[2] != ':') return std::nullopt;
  const int hours = two_digits(text, 0, 24);
  const int minutes = two_digits(text, 3, kMinutesPerHour);
  if (hours < 0 || minutes < 0) return std::nullopt;
  return std::chrono::minutes(hours * kMinutesPerHour + minutes);
}

std::string aanleveruur_text(std::chrono::minutes uur) { return kloktijd(uur); }

std::string_view weekdag_text(std::size_t dag) { return kWeekdagen.at(dag); }

std::optional<std::size_t> parse_weekdag(std::string_view text) {
  const auto* const found = std::find(kWeekdagen.begin(), kWeekdagen.end(), text);
  if (found == kWeekdagen.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kWeekdagen.begin());
}

}  // namespace vish::proto
