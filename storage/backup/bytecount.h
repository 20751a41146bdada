#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

namespace vish::storage {

/// Counts the bytes of work in progress. Safe to call from any thread. It counts one piece of work: begin() starts the
/// count anew, also while other work goes on.
class Bytecount {
 public:
  /// The bytes that have passed.
  struct Passed {
    std::uint64_t done;
    std::uint64_t total;  ///< about as many as will pass
  };

  /// Begins the count of about `total` bytes; `total` must be above 0.
  void begin(std::uint64_t total) {
    done_ = 0;
    total_ = total;
  }
  void add(std::uint64_t bytes) { done_ += bytes; }
  void end() { total_ = 0; }

  /// Returns the count; nothing when no work is in progress.
  std::optional<Passed> now() const {
    const Passed passed{done_, total_};
    return passed.total > 0 ? std::optional(passed) : std::nullopt;
  }

 private:
  std::atomic<std::uint64_t> done_{0};
  std::atomic<std::uint64_t> total_{0};
};

/// Work that a Bytecount counts from the constructor to the destructor.
class Counted {
 public:
  Counted(Bytecount& count, std::uint64_t total) : count_(count) { count_.begin(total); }
  ~Counted() { count_.end(); }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;

  void add(std::uint64_t bytes) { count_.add(bytes); }

 private:
  Bytecount& count_;
};

}  // namespace vish::storage
