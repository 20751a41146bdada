#pragma once

#include <istream>
#include <string>

namespace vish::vishctl {

/// Reads a line that must not be seen: from the terminal without echo, which is put back whatever happens, or from
/// standard input where that is no terminal. Returns the line without its end. Throws Failure when the line is empty.
std::string read_secret(const std::string& question);

}  // namespace vish::vishctl
