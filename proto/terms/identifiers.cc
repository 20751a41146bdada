#include "proto/terms/identifiers.h"

#include <algorithm>

namespace vish::proto {
namespace {

// The predicates of <cctype> depend on the locale; these do not.
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }

}  // namespace

std::optional<Oin> Oin::parse(std::string_view text) {
  const bool valid = text.size() == kLength &&
                     std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_letter(c); });
  if (!valid) return std::nullopt;
  return Oin(text);
}

std::optional<Aansluitcode> Aansluitcode::parse(std::string_view text) {
  if (text.size() < kMinLength || text.size() > kMaxLength) return std::nullopt;
  if (text.front() == '-' || text.back() == '-') return std::nullopt;
  const bool valid =
      std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_upper(c) || c == '-'; });
  if (!valid) return std::nullopt;
  return Aansluitcode(text);
}

std::optional<KvkNummer> KvkNummer::parse(std::string_view text) {
  if (text.size() != kLength || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  return KvkNummer(text);
}

std::optional<KvkNummer> kvk_nummer_in(const Oin& oin) {
  constexpr std::string_view kPrefix = "00000003";
  constexpr std::string_view kSuffix = "0000";
  const std::string_view text = oin.text();
  if (!text.starts_with(kPrefix) || !text.ends_with(kSuffix)) return std::nullopt;
  return KvkNummer::parse(text.substr(kPrefix.size(), KvkNummer::kLength));
}

}  // namespace vish::proto
