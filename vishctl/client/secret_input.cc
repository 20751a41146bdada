#include "vishctl/client/secret_input.h"

#include <termios.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <iostream>

#include "vishctl/client/failure.h"

namespace vish::vishctl {
namespace {

constexpr char kInterrupt = '\x03';  ///< Ctrl-C
constexpr char kQuit = '\x1c';       ///< Ctrl-backslash

/// Silences the terminal while it lives: typed keys stay unseen, and the signals that would end the program wait until
/// the terminal is as before. The keys that make those signals end the line instead, and stand in it.
class Silence {
 public:
  Silence() {
    sigemptyset(&ours_);
    for (const int signal : kSignals) sigaddset(&ours_, signal);
    pthread_sigmask(SIG_BLOCK, &ours_, &before_);
    tcgetattr(STDIN_FILENO, &shown_);
    auto silent = shown_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    silent.c_cc[VEOL] = kInterrupt;
    silent.c_cc[VEOL2] = kQuit;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~Silence() {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown_);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  static constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};

  sigset_t ours_{};
  sigset_t before_{};
  termios shown_{};
};

/// Returns the typed line up to a line end or the end of the input; empty when a key broke the line off.
std::string typed_line() {
  std::string line;
  char typed = 0;
  while (::read(STDIN_FILENO, &typed, 1) == 1 && typed != '\n') {
    if (typed == kInterrupt || typed == kQuit) return "";
    line.push_back(typed);
  }
  return line;
}

}  // namespace

std::string read_secret(const std::string& question) {
  std::string line;
  if (isatty(STDIN_FILENO) == 0) {
    std::getline(std::cin, line);
  } else {
    const Silence silence;
    std::cerr << question << std::flush;
    line = typed_line();
    std::cerr << "\n";
  }
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.pop_back();
  if (line.empty()) throw Failure(ExitCode::wrong_usage, "er is niets ingevoerd");
  return line;
}

}  // namespace vish::vishctl
