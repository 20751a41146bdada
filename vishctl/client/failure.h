#pragma once

#include <stdexcept>
#include <string>

namespace vish::vishctl {

/// The exit code of vishctl, as its help documents it.
enum class ExitCode : int {
  ok = 0,
  refused = 1,        ///< the server said no
  wrong_usage = 2,    ///< unknown command, missing or wrong argument
  no_connection = 3,  ///< no server, no trust, or no answer in time
  local = 4,          ///< a file or a configuration on this machine
};

/// This text tells for instance of a full disk behind a redirection.
inline constexpr auto kUnwritable = "de uitvoer kan niet worden geschreven";

/// Ends a command. `what()` is for the person who typed it: Dutch, a line for each mistake, without a full stop of
/// ours. vishctl puts the kind of mistake before each line.
class Failure : public std::runtime_error {
 public:
  Failure(ExitCode code, const std::string& text) : std::runtime_error(text), code_(code) {}
  ExitCode code() const { return code_; }

 private:
  ExitCode code_;
};

}  // namespace vish::vishctl
