#include "proto/dayfile/day_zeros.h"

#include <algorithm>

#include "proto/dayfile/ascii.h"
#include "proto/dayfile/dressing.h"

namespace vish::proto::dagbestand {
namespace {

/// A file has a few dates without zeros when it has at most this many, or …
constexpr std::size_t kFew = 3;
/// … when at most one date in this many lacks them.
constexpr std::size_t kOneIn = 8;
/// The findings name at most this many dates of each kind.
constexpr std::size_t kMostNamed = 16;

constexpr std::size_t kWhole = std::string_view("dd-mm-jjjj").size();

bool is_part_of_day(char c) { return is_digit(c) || c == '-'; }

/// Whether a sign may be what damage left of a digit; programs put the unit separator around values.
bool is_foreign_control(char c) {
  constexpr unsigned char kUnitSeparator = 0x1F;
  return static_cast<unsigned char>(c) < kUnitSeparator;
}

bool is_day_first(std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), is_part_of_day)) return false;
  const auto day = text.find('-');
  return day <= 2 && text.size() > 4 && text[text.size() - 5] == '-' && text.size() - 5 > day;
}

}  // namespace

void DayZeros::take(std::string_view text, std::uint64_t regel, Kolom kolom) {
  const Place place{regel, kolom};
  if (std::all_of(text.begin(), text.end(), is_part_of_day)) return take_undressed(text, place, false);
  take_undressed(undress(text).text, place, std::any_of(text.begin(), text.end(), is_foreign_control));
}

void DayZeros::take_undressed(std::string_view text, const Place& place, bool replaced) {
  if (text.size() > kWhole || !is_day_first(text)) return;
  if (text.size() == kWhole) {
    with_ += text.front() == '0' || text[3] == '0' ? 1 : 0;
    return;
  }
  without_ += replaced ? 0 : 1;
  auto& places = replaced ? replaced_ : first_;
  if (places.size() < kMostNamed) places.push_back(place);
}

std::vector<DayZeros::Place> DayZeros::doubtful() const {
  auto places = replaced_;
  const bool few = without_ <= kFew || without_ * kOneIn <= with_;
  if (with_ > 0 && few) places.insert(places.end(), first_.begin(), first_.end());
  return places;
}

}  // namespace vish::proto::dagbestand
