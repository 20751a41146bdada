#pragma once

#include <string>

namespace vish::vishctl {

/// Takes the whole terminal on standard output for a text that is shown again and again. The terminal is as before when
/// this object goes, and when SIGINT, SIGTERM or SIGHUP ends the program with exit code 0. Where standard output is no
/// terminal the texts are written one after the other. One object may live at a time.
class Screen {
 public:
  Screen();
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  /// Shows a text in the place of the last one, cut to what the terminal can hold. Throws Failure (local) when the text
  /// cannot be written.
  void show(const std::string& text) const;
};

}  // namespace vish::vishctl
