#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace vish {

/// Told now and then how far long work is: the step that is under way, in
/// Dutch, and how much of that step is done. `total` 0: not known.
using Progress = std::function<void(std::string_view step, std::uint64_t done, std::uint64_t total)>;
/// A Progress that nobody looks at.
inline void no_progress(std::string_view /*step*/, std::uint64_t /*done*/, std::uint64_t /*total*/) {}

/// A ProgressLine shows a person long work: one line on standard error that is written
/// over again and is gone with the object. Where standard error is no terminal
/// nothing is ever written. Any thread; one object at a time.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// Whether anybody sees it.
  bool is_seen() const { return seen_; }
  /// As Progress. Writes a new step at once, and the same step a few times a second at most.
  void show(std::string_view step, std::uint64_t done, std::uint64_t total);
  /// Takes the line away until show() is called again, for another text on standard error.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  const bool seen_;
  std::mutex mutex_;
  Clock::time_point begun_ = Clock::now();
  Clock::time_point written_;
  std::string step_;
};

/// "Back-up maken: 43 %, 2:05" of a step that has taken that long.
std::string progress_text(std::string_view step, std::uint64_t done, std::uint64_t total, std::chrono::seconds taken);

}  // namespace vish
