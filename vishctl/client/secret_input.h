#pragma once

#include <istream>
#include <string>

namespace vish::vishctl {

/// A line that must not be seen: from the terminal without echo, which is put
/// back whatever happens, or from standard input where that is no terminal.
/// Without the line end. Throws Failure when there is none.
std::string read_secret(const std::string& question);

}  // namespace vish::vishctl
