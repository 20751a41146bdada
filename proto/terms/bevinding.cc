#include "proto/terms/bevinding.h"

#include <iterator>
#include <utility>

namespace vish::proto {

std::string_view to_text(Ernst value) { return value == Ernst::fout ? "fout" : "waarschuwing"; }

void Bevindingen::add(Bevinding bevinding) {
  ++per_code_[bevinding.code];
  if (by_line_.size() == kKept) {
    const auto last = std::prev(by_line_.end());
    if (bevinding.regel >= last->first) return;
    by_line_.erase(last);
  }
  const auto line = bevinding.regel;
  by_line_.emplace(line, std::move(bevinding));
}

std::vector<Bevinding> Bevindingen::first() const {
  std::vector<Bevinding> result;
  result.reserve(by_line_.size());
  for (const auto& entry : by_line_) result.push_back(entry.second);
  return result;
}

}  // namespace vish::proto
