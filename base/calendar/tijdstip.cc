#include "base/calendar/datum.h"
#include "base/core/number.h"

namespace vish {
namespace {

/// Reads an offset, "Z" or "+hh:mm", as minutes.
std::optional<int> offset_minutes(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = number_of(text.substr(1, 2));
  const auto minutes = number_of(text.substr(4, 2));
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const int total = *hours * 60 + *minutes;
  return text[0] == '-' ? -total : total;
}

/// Cuts a fraction of a second off the front of `rest` and returns its milliseconds, or 0 where there is no fraction.
std::optional<int> take_milliseconds(std::string_view& rest) {
  if (rest.empty() || rest[0] != '.') return 0;
  std::size_t length = 1;
  while (length < rest.size() && rest[length] >= '0' && rest[length] <= '9') ++length;
  if (length == 1) return std::nullopt;
  std::string digits(rest.substr(1, length - 1));
  digits.resize(3, '0');
  rest.remove_prefix(length);
  return number_of(digits);
}

}  // namespace

std::string rfc3339(Tijdstip moment) {
  constexpr std::size_t kLength = 24;
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::hh_mm_ss time{moment - day};
  auto text = Datum(day).text();
  text.reserve(kLength);
  const auto part = [&](char before, auto count, std::size_t width) {
    append_digits(text += before, static_cast<unsigned>(count.count()), width);
  };
  part('T', time.hours(), 2);
  part(':', time.minutes(), 2);
  part(':', time.seconds(), 2);
  part('.', time.subseconds(), 3);
  return text += 'Z';
}

std::optional<Tijdstip> parse_tijdstip(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  const auto day = Datum::parse_iso(text.substr(0, 10));
  const auto hours = number_of(text.substr(11, 2));
  const auto minutes = number_of(text.substr(14, 2));
  const auto seconds = number_of(text.substr(17, 2));
  std::string_view rest = text.substr(19);
  const auto milliseconds = take_milliseconds(rest);
  const auto offset = offset_minutes(rest);
  if (!day || !hours || !minutes || !seconds || !milliseconds || !offset) return std::nullopt;
  if (*hours > 23 || *minutes > 59 || *seconds > 60) return std::nullopt;
  return Tijdstip{day->day()} + std::chrono::hours{*hours} + std::chrono::minutes{*minutes - *offset} +
         std::chrono::seconds{*seconds} + std::chrono::milliseconds{*milliseconds};
}

}  // namespace vish
