#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "base/core/error.h"

namespace vish {

/// Sets the memory apart in which keys lie: never swapped out, never in a core
/// file, between pages that nobody may touch, and wiped when they are given back.
/// Before a key is read and before other threads start; `unavailable` when the system does not allow it.
/// A program that does not call it keeps keys in ordinary memory.
Stored<void> lock_key_memory();

/// Bytes of that memory, for keys of our own only: what a client can make us
/// keep would fill it. Throws std::bad_alloc when there is no more. Any thread.
void* take_locked(std::size_t bytes);
/// Wipes them and gives them back.
void give_back_locked(void* memory, std::size_t bytes) noexcept;

/// For containers of what holds key material.
template <class T>
struct LockedAllocator {
  using value_type = T;

  LockedAllocator() = default;
  template <class Other>
  LockedAllocator(const LockedAllocator<Other>&) {}  // NOLINT(google-explicit-constructor): as allocators convert

  T* allocate(std::size_t count) { return static_cast<T*>(take_locked(count * sizeof(T))); }
  void deallocate(T* memory, std::size_t count) noexcept { give_back_locked(memory, count * sizeof(T)); }

  bool operator==(const LockedAllocator&) const { return true; }
};

template <class T>
using LockedVector = std::vector<T, LockedAllocator<T>>;

}  // namespace vish
