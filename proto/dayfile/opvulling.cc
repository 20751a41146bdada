#include "proto/dayfile/opvulling.h"

#include <utility>

#include "base/core/utf8.h"
#include "proto/dayfile/swallowed.h"

namespace vish::proto::dagbestand {

Opvulling::Opvulling(const Record& header) : regel_of_header_(header.regel), header_(widths_of(header)) {}

std::optional<Opvulling::Plaats> Opvulling::take(const Record& row, bool is_empty) {
  if (first_.empty()) return is_empty ? std::nullopt : take_first(row);
  if (!is_empty && doubt_) {
    const auto doubt = *std::exchange(doubt_, std::nullopt);
    const auto widths = widths_of(row);
    if (doubt.field >= widths.size() || widths[doubt.field].signs != first_[doubt.field].signs) return doubt;
  }
  if (row.most_around < kShortestRow) return std::nullopt;
  const auto other = find_other_width(widths_of(row), first_);
  return other ? std::optional(Plaats{row.regel, *other}) : std::nullopt;
}

std::optional<Opvulling::Plaats> Opvulling::take_first(const Record& row) {
  first_ = widths_of(row);
  if (const auto other = find_other_width(first_, header_)) doubt_ = {row.regel, *other};
  const auto other = find_other_width(header_, first_);
  return other ? std::optional(Plaats{regel_of_header_, *other}) : std::nullopt;
}

Opvulling::Breedtes Opvulling::widths_of(const Record& record) {
  Breedtes widths;
  widths.reserve(record.fields.size());
  for (const Field& field : record.fields) {
    widths.push_back({utf8_length(field.value) + field.around, field.around >= kShortestRow});
  }
  return widths;
}

/// Finds a field that is filled up and has another width than the same field of the others.
std::optional<std::size_t> Opvulling::find_other_width(const Breedtes& of, const Breedtes& others) {
  for (std::size_t field = 0; field < of.size(); ++field) {
    const bool same = field < others.size() && others[field].signs == of[field].signs;
    if (of[field].is_filled_up && !same) return field;
  }
  return std::nullopt;
}

}  // namespace vish::proto::dagbestand
