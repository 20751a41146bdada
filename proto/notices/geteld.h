#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vish::proto {

/// Counts many of a kind, and names the first kNamed.
template <class T>
struct Geteld {
  static constexpr std::size_t kNamed = 20;

  std::uint64_t aantal = 0;
  std::vector<T> eerste;  ///< in the order in which they were added

  void add(T one) {
    ++aantal;
    if (eerste.size() < kNamed) eerste.push_back(std::move(one));
  }
  /// Returns the number that is left when the named ones are counted off, or nothing when all are named.
  std::optional<std::uint64_t> rest() const {
    return aantal > eerste.size() ? std::optional(aantal - eerste.size()) : std::nullopt;
  }

  bool operator==(const Geteld&) const = default;
};
/// Genoemd counts names, for instance aansluitcodes.
using Genoemd = Geteld<std::string>;

}  // namespace vish::proto
