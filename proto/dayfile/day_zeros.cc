#include "proto/dayfile/day_zeros.h"

#include <algorithm>

#include "proto/dayfile/ascii.h"

namespace vish::proto::dagbestand {
namespace {

/// So many are a few in any file, …
constexpr std::size_t kFew = 3;
/// … and in a large file one in so many.
constexpr std::size_t kOneIn = 8;
/// So many are named.
constexpr std::size_t kMostNamed = 16;

constexpr std::size_t kWhole = std::string_view("dd-mm-jjjj").size();

bool is_day_first(std::string_view text) {
  const auto is_part = [](char c) { return is_digit(c) || c == '-'; };
  if (!std::all_of(text.begin(), text.end(), is_part)) return false;
  const auto day = text.find('-');
  return day != std::string_view::npos && day <= 2 && text.size() > 4 && text[text.size() - 5] == '-' &&
         text.size() - 5 > day;
}

}  // namespace

void DayZeros::take(std::string_view text, std::uint64_t regel, Kolom kolom) {
  if (text.size() > kWhole || !is_day_first(text)) return;
  if (text.size() == kWhole) {
    with_ += text.front() == '0' || text[3] == '0' ? 1 : 0;
    return;
  }
  ++without_;
  if (first_.size() < kMostNamed) first_.push_back({regel, kolom});
}

std::vector<DayZeros::Place> DayZeros::doubtful() const {
  const bool few = without_ <= kFew || without_ * kOneIn <= with_;
  return with_ > 0 && few ? first_ : std::vector<Place>();
}

}  // namespace vish::proto::dagbestand
