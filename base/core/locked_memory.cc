#include "base/core/locked_memory.h"

#include <openssl/crypto.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <cstdlib>
#include <mutex>
#include <new>

namespace vish {
namespace {

/// Room for the most keys that may live, three times: as they are, and while
/// one set takes the place of another. No more than any system lets a process lock.
constexpr std::size_t kBytes = std::size_t{64} << 10U;
/// Every piece begins at a multiple of this.
constexpr std::size_t kGrain = 64;
static_assert(kGrain % alignof(std::max_align_t) == 0);

/// Locked pages, between two that nobody may touch, shared out in grains.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() = default;  // keys that live until the very end lie in it

  bool lock() {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    void* whole = mmap(nullptr, kBytes + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (whole == MAP_FAILED) return false;
    auto* inner = static_cast<std::byte*>(whole) + page;
    if (mprotect(inner, kBytes, PROT_READ | PROT_WRITE) != 0 || mlock2(inner, kBytes, 0) != 0 ||
        madvise(inner, kBytes, MADV_DONTDUMP) != 0) {
      munmap(whole, kBytes + 2 * page);
      return false;
    }
    const std::lock_guard held(mutex_);
    begin_ = inner;
    return true;
  }

  bool is_locked() const { return begin_ != nullptr; }
  bool holds(const void* memory) const {
    const auto* at = static_cast<const std::byte*>(memory);
    return begin_ != nullptr && at >= begin_ && at < begin_ + kBytes;
  }

  /// Null when there is no such piece left.
  void* take(std::size_t bytes) {
    const std::lock_guard held(mutex_);
    const auto grains = grains_of(bytes);
    std::size_t free = 0;
    for (std::size_t i = 0; i < taken_.size(); ++i) {
      free = taken_[i] ? 0 : free + 1;
      if (free == grains) return begin_ + set(i + 1 - grains, grains, true) * kGrain;
    }
    return nullptr;
  }

  void give_back(void* memory, std::size_t bytes) {
    OPENSSL_cleanse(memory, bytes);
    const std::lock_guard held(mutex_);
    set(static_cast<std::size_t>(static_cast<std::byte*>(memory) - begin_) / kGrain, grains_of(bytes), false);
  }

 private:
  static std::size_t grains_of(std::size_t bytes) {
    return std::max<std::size_t>(1, bytes / kGrain + (bytes % kGrain != 0 ? 1 : 0));
  }

  /// Returns `first`.
  std::size_t set(std::size_t first, std::size_t count, bool taken) {
    for (std::size_t i = first; i < first + count; ++i) taken_[i] = taken;
    return first;
  }

  std::mutex mutex_;
  std::byte* begin_ = nullptr;  ///< set before any other thread is started
  std::bitset<kBytes / kGrain> taken_;
};

/// Never destroyed: what outlives main() gives back to it.
Arena& arena() {
  static auto* const only = new Arena;
  return *only;
}

}  // namespace

Stored<void> lock_key_memory() {
  if (arena().is_locked() || arena().lock()) return {};
  return Error{ErrorCode::unavailable,
               "het geheugen voor de sleutels (64 kB) is niet vast te zetten; verhoog de grens voor vastgezet geheugen "
               "(ulimit -l, of LimitMEMLOCK van systemd)"};
}

void* take_locked(std::size_t bytes) {
  void* memory = arena().is_locked() ? arena().take(bytes) : std::malloc(bytes);  // NOLINT
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void give_back_locked(void* memory, std::size_t bytes) noexcept {
  if (arena().holds(memory)) return arena().give_back(memory, bytes);
  OPENSSL_cleanse(memory, bytes);
  std::free(memory);  // NOLINT
}

}  // namespace vish
