#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace vish {

/// Long work calls this now and then with the step that is under way, in Dutch, and with how much of that step is done.
/// A `total` of 0 says that the total is not known.
using Progress = std::function<void(std::string_view step, std::uint64_t done, std::uint64_t total)>;
/// A Progress that does nothing.
inline void no_progress(std::string_view /*step*/, std::uint64_t /*done*/, std::uint64_t /*total*/) {}

/// A ProgressLine shows a person long work: one line on standard error that is written over again and is gone with the
/// object. Where standard error is no terminal nothing is ever written. Safe to call from any thread; one object exists
/// at a time.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// Whether standard error is a terminal, on which a person may see the line.
  bool is_seen() const { return seen_; }
  /// Shows the progress of a step. A new step is written at once, and the same step a few times a second at most.
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

/// Returns the text for a step that has taken so long, for instance "Back-up maken: 43 %, 2:05".
std::string progress_text(std::string_view step, std::uint64_t done, std::uint64_t total, std::chrono::seconds taken);

}  // namespace vish
