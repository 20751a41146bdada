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

/// Holds the largest number of live keys three times, since a new set of keys is built beside the old one. Every usual
/// system lets a process lock this much.
constexpr std::size_t kBytes = std::size_t{64} << 10U;
/// Each piece of memory begins at a multiple of this, in bytes.
constexpr std::size_t kGrain = 64;
static_assert(kGrain % alignof(std::max_align_t) == 0);

/// Locked pages between two pages without access, handed out in grains.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() = default;  // keys in the arena may outlive every other object

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

  /// Returns null when no free piece is large enough.
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

  /// Marks grains as taken or free; returns `first`.
  std::size_t set(std::size_t first, std::size_t count, bool taken) {
    for (std::size_t i = first; i < first + count; ++i) taken_[i] = taken;
    return first;
  }

  std::mutex mutex_;
  std::byte* begin_ = nullptr;  ///< written before any other thread starts
  std::bitset<kBytes / kGrain> taken_;
};

/// Returns the one arena, which is never destroyed: an object that outlives main() still gives memory back.
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
