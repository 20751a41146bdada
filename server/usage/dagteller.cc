#include "server/usage/dagteller.h"

#include <algorithm>

namespace vish::server {

std::uint64_t Dagteller::number(Datum dag) { return static_cast<std::uint64_t>(std::max(dag.days(), 0)); }

std::uint64_t Dagteller::count_in(std::uint64_t value, Datum dag) {
  const bool same_day = value >> kCountBits == number(dag);
  return same_day ? value & ((std::uint64_t{1} << kCountBits) - 1) : 0;
}

bool Dagteller::add(Datum dag, std::uint64_t aantal, std::uint64_t max) {
  auto& day = place(dag);
  auto value = day.load(std::memory_order_relaxed);
  std::uint64_t next = 0;
  do {
    const auto count = count_in(value, dag) + aantal;
    if (max != 0 && count > max) return false;
    next = (number(dag) << kCountBits) + count;
  } while (!day.compare_exchange_weak(value, next, std::memory_order_relaxed));
  return true;
}

void Dagteller::take_back(Datum dag, std::uint64_t aantal) {
  auto& day = place(dag);
  auto value = day.load(std::memory_order_relaxed);
  do {
    if (count_in(value, dag) < aantal) return;  // another day took its place
  } while (!day.compare_exchange_weak(value, value - aantal, std::memory_order_relaxed));
}

std::uint64_t Dagteller::count(Datum dag) const { return count_in(place(dag).load(std::memory_order_relaxed), dag); }

}  // namespace vish::server
