#include "vishctl/client/screen.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <sstream>
#include <string_view>

#include "vishctl/client/failure.h"
#include "vishctl/client/table.h"

namespace vish::vishctl {
namespace {

// These sequences come from ECMA-48 and the private modes of xterm.
constexpr std::string_view kEnter = "\033[?1049h\033[?25l";
constexpr std::string_view kLeave = "\033[?25h\033[?1049l";
constexpr std::string_view kHome = "\033[H";
constexpr std::string_view kClearLine = "\033[K";
constexpr std::string_view kClearBelow = "\033[J";

bool is_terminal() { return isatty(STDOUT_FILENO) == 1; }

/// Writes text with nothing but what a signal handler may do; false when the text cannot be written.
bool put(std::string_view text) {
  while (!text.empty()) {
    const auto written = write(STDOUT_FILENO, text.data(), text.size());
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

void leave_and_end(int /*signal*/) {
  if (is_terminal()) put(kLeave);
  _exit(0);
}

/// Returns as much of a line as has that width, in whole characters of UTF-8.
std::string cut(const std::string& line, std::size_t width) {
  std::size_t end = line.size();
  while (display_width(std::string_view(line).substr(0, end)) > width) --end;
  while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) ++end;
  return line.substr(0, end);
}

std::string frame(const std::string& text) {
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0;
  const std::size_t height = known ? size.ws_row : 24;
  const std::size_t width = known ? size.ws_col : 80;
  std::string shown(kHome);
  std::istringstream lines(text);
  std::string line;
  for (std::size_t i = 0; i < height && std::getline(lines, line); ++i) {
    if (i > 0) shown += "\n";
    shown.append(cut(line, width)).append(kClearLine);
  }
  return shown.append(kClearBelow);
}

}  // namespace

Screen::Screen() {
  for (const auto signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, leave_and_end);
  if (is_terminal()) put(kEnter);
}

Screen::~Screen() {
  if (is_terminal()) put(kLeave);
  for (const auto signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, SIG_DFL);
}

void Screen::show(const std::string& text) const {
  if (!put(is_terminal() ? frame(text) : text + "\n")) throw Failure(ExitCode::local, kUnwritable);
}

}  // namespace vish::vishctl
