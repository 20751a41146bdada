#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "base/core/error.h"

namespace vish {

/// Reserves 64 kB of memory for keys: the memory is never swapped out, is never in a core file, lies between two pages
/// without access, and is wiped when it is given back. The program calls this before it reads a key and before it
/// starts another thread. Without this call keys lie in ordinary memory. Returns `unavailable` when the system does not
/// allow it.
Stored<void> lock_key_memory();

/// Takes bytes of the memory for keys. Only keys of the program itself may use it: keys that a client can make the
/// program hold would fill it. Throws std::bad_alloc when the memory is full. Safe to call from any thread.
void* take_locked(std::size_t bytes);
/// Wipes bytes of take_locked() and gives them back. Safe to call from any thread.
void give_back_locked(void* memory, std::size_t bytes) noexcept;

/// Allocates the memory of a container that holds key material.
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

/// A vector in the memory for keys.
template <class T>
using LockedVector = std::vector<T, LockedAllocator<T>>;

}  // namespace vish
