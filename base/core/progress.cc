#include "base/core/progress.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace vish {
namespace {

// ECMA-48.
constexpr std::string_view kClearLine = "\r\033[K";
constexpr std::chrono::milliseconds kBetween{200};

/// Returns minutes and seconds as "2:05"; after an hour the minutes go on.
std::string clock_text(std::chrono::seconds taken) {
  const auto minutes = taken.count() / 60;
  const auto seconds = taken.count() % 60;
  return std::to_string(minutes) + (seconds < 10 ? ":0" : ":") + std::to_string(seconds);
}

}  // namespace

std::string progress_text(std::string_view step, std::uint64_t done, std::uint64_t total, std::chrono::seconds taken) {
  constexpr double kWhole = 100;
  std::string text(step);
  text += ": ";
  if (total > 0) {
    const auto part = static_cast<double>(std::min(done, total)) / static_cast<double>(total);
    text += std::to_string(static_cast<int>(kWhole * part)) + " %, ";
  }
  return text + clock_text(taken);
}

ProgressLine::ProgressLine() : seen_(isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::clear() {
  const std::lock_guard lock(mutex_);
  if (!step_.empty()) std::cerr << kClearLine << std::flush;
  step_.clear();
}

void ProgressLine::show(std::string_view step, std::uint64_t done, std::uint64_t total) {
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  if (!seen_ || (step == step_ && now - written_ < kBetween)) return;
  if (step != step_) begun_ = now;
  step_ = step;
  written_ = now;
  const auto taken = std::chrono::duration_cast<std::chrono::seconds>(now - begun_);
  std::cerr << kClearLine << progress_text(step, done, total, taken) << std::flush;
}

}  // namespace vish
