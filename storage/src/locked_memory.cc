#include "storage/locked_memory.h"

#include <openssl/crypto.h>

#include <new>

namespace vish::storage {

Stored<void> lock_key_memory() {
  // Room for the most keys that may live, three times: as they are, and while
  // one set takes the place of another. No more than any system lets a process lock.
  constexpr std::size_t kBytes = std::size_t{64} << 10U;
  constexpr std::size_t kSmallest = 32;
  constexpr int kLocked = 1;
  if (CRYPTO_secure_malloc_init(kBytes, kSmallest) == kLocked) return {};
  return Error{ErrorCode::unavailable,
               "het geheugen voor de sleutels (64 kB) is niet vast te zetten; verhoog de grens voor vastgezet geheugen "
               "(ulimit -l, of LimitMEMLOCK van systemd)"};
}

void* take_locked(std::size_t bytes) {
  void* memory = OPENSSL_secure_malloc(bytes);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void give_back_locked(void* memory, std::size_t bytes) noexcept { OPENSSL_secure_clear_free(memory, bytes); }

}  // namespace vish::storage
