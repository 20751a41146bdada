#pragma once

#include <algorithm>
#include <boost/endian/conversion.hpp>
#include <compare>
#include <cstdint>
#include <vector>

#include "storage/comparison/vergelijking.h"

namespace vish::storage {

/// Returns the first half of a pseudonym as a number, which decides nearly every comparison.
inline std::uint64_t front_of(const Pseudoniem& persoon) { return boost::endian::load_big_u64(persoon.data()); }
inline std::uint64_t back_of(const Pseudoniem& persoon) { return boost::endian::load_big_u64(persoon.data() + 8); }

/// Compares two pseudonyms as byte strings.
inline std::strong_ordering order_of(const Pseudoniem& left, const Pseudoniem& right) {
  const auto fronts = front_of(left) <=> front_of(right);
  return fronts != 0 ? fronts : back_of(left) <=> back_of(right);
}

/// Whether a list names persons in ascending order, each once. A merge of two lists misses persons of a list that does
/// not.
template <class Item>
bool ascends(const std::vector<Item>& list) {
  return std::adjacent_find(list.begin(), list.end(), [](const Item& left, const Item& right) {
           return order_of(left.persoon, right.persoon) >= 0;
         }) == list.end();
}

}  // namespace vish::storage
