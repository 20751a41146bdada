#include "dagbestand_velden.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "dagbestand_ascii.h"

namespace vish::proto::dagbestand {

namespace {

/// Of a BSN whose leading zero was lost.
constexpr auto kFewestDigits = static_cast<std::ptrdiff_t>(Bsn::kLength - 1);

}  // namespace

bool has_eight_digits(std::string_view value) {
  return value.size() == Bsn::kLength - 1 && std::all_of(value.begin(), value.end(), is_digit);
}

ReadBsn read_bsn(std::string_view value) {
  std::array<char, Bsn::kLength> completed{'0'};
  const bool complete = has_eight_digits(value);
  if (complete) {
    std::copy(value.begin(), value.end(), completed.begin() + 1);
    value = {completed.data(), completed.size()};
  }
  const auto bsn = Bsn::parse(value);
  if (!bsn) return {std::nullopt, bsn.error() == BsnError::pattern ? Rowcode::patroon : Rowcode::elfproef};
  return {*bsn, complete ? std::optional(Rowcode::voorloopnul) : std::nullopt};
}

std::optional<Datum> read_datum(std::string_view value) {
  auto datum = Datum::parse_iso(value);
  if (!datum) datum = Datum::parse_dutch(value);
  return datum;
}

std::optional<Fase> read_fase(std::string_view value) {
  if (const auto fase = from_text<Fase>(value)) return fase;
  std::array<char, 16> lower{};
  if (value.size() > lower.size()) return std::nullopt;
  std::transform(value.begin(), value.end(), lower.begin(), to_lower);
  return from_text<Fase>({lower.data(), value.size()});
}

bool holds_bsn(std::string_view kenmerk, const Bsn& bsn) {
  if (std::count_if(kenmerk.begin(), kenmerk.end(), is_digit) < kFewestDigits) return false;
  std::array<char, kMaxKenmerk> runs{};
  std::size_t length = 0;
  for (const char c : kenmerk) {
    if (length < runs.size() && (is_digit(c) || is_letter(c))) runs[length++] = c;
  }
  std::string_view sought = bsn.digits();
  if (sought.front() == '0') sought.remove_prefix(1);
  return std::string_view(runs.data(), length).find(sought) != std::string_view::npos;
}

}  // namespace vish::proto::dagbestand
