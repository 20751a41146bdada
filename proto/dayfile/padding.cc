#include "proto/dayfile/padding.h"

#include <algorithm>

#include "base/core/utf8.h"
#include "proto/dayfile/swallowed.h"

namespace vish::proto::dagbestand {
namespace {

/// A program pads at least so many lines of a file, and at least one line in kOneIn.
constexpr std::size_t kFewestPadded = 3;
constexpr std::size_t kOneIn = 8;
/// Padding keeps so many different widths; a program that pads makes few.
constexpr std::size_t kMostPadded = 16;

}  // namespace

void Padding::take(const Record& record) {
  ++lines_;
  if (record.most_around < kShortestRow) return;
  ++padded_;
  const bool is_blank = record.fields.size() == 1 && record.fields[0].value.empty();
  for (std::size_t field = 0; field < record.fields.size(); ++field) {
    const auto& [value, around] = std::pair(record.fields[field].value, record.fields[field].around);
    if (around < kShortestRow) continue;
    note({{record.regel, is_blank ? std::nullopt : std::optional(field)},
          utf8_length(value) + around,
          value.size() + around});
  }
}

std::vector<Padding::Place> Padding::overwritten() const {
  std::vector<Place> places;
  if (padded_ >= kFewestPadded && padded_ * kOneIn >= lines_) return places;
  for (const Padded& each : found_) {
    if (each.alone) places.push_back(each.place);
  }
  return places;
}

bool Padding::is_alike(const Padded& one, const Padded& other) {
  return one.place.field == other.place.field && (one.signs == other.signs || one.bytes == other.bytes);
}

void Padding::note(const Padded& padded) {
  const auto known = std::ranges::find_if(found_, [&](const Padded& other) { return is_alike(padded, other); });
  if (known != found_.end()) {
    known->alone = false;
  } else if (found_.size() < kMostPadded) {
    found_.push_back(padded);
  }
}

}  // namespace vish::proto::dagbestand
