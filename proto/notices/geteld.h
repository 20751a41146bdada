#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vish::proto {

/// Many of a kind: all are counted, the first kNamed are named.
template <class T>
struct Geteld {
  static constexpr std::size_t kNamed = 20;

  std::uint64_t aantal = 0;
  std::vector<T> eerste;  ///< in the order in which they were added

  void add(T one) {
    ++aantal;
    if (eerste.size() < kNamed) eerste.push_back(std::move(one));
  }
  /// How many are not named; nothing: all are.
  std::optional<std::uint64_t> rest() const {
    return aantal > eerste.size() ? std::optional(aantal - eerste.size()) : std::nullopt;
  }

  bool operator==(const Geteld&) const = default;
};
using Genoemd = Geteld<std::string>;

}  // namespace vish::proto
