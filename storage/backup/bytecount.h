#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

namespace vish::storage {

/// How far work is that goes by bytes. Any thread; of two at the same work the
/// last that began is told of.
class Bytecount {
 public:
  struct Passed {
    std::uint64_t done;
    std::uint64_t total;  ///< about as many as will pass
  };

  /// `total` is above 0.
  void begin(std::uint64_t total) {
    done_ = 0;
    total_ = total;
  }
  void add(std::uint64_t bytes) { done_ += bytes; }
  void end() { total_ = 0; }

  /// Nothing when nobody is at work.
  std::optional<Passed> now() const {
    const Passed passed{done_, total_};
    return passed.total > 0 ? std::optional(passed) : std::nullopt;
  }

 private:
  std::atomic<std::uint64_t> done_{0};
  std::atomic<std::uint64_t> total_{0};
};

/// Counted from its making to its end.
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
