#pragma once

#include <string>

namespace vish::vishctl {

/// The whole terminal on standard output for a text that is shown again and
/// again, and then as it was: when this goes, and when SIGINT, SIGTERM or
/// SIGHUP ends the program, with exit code 0. Where standard output is no
/// terminal the texts are written one after the other. One at a time.
class Screen {
 public:
  Screen();
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  /// Over what was there, cut to what the terminal can hold. Throws Failure
  /// (local) when it cannot be written.
  void show(const std::string& text) const;
};

}  // namespace vish::vishctl
