#pragma once

#include <iosfwd>

namespace vish::server {

/// The whole program vishctl: reads the command line, runs one command and
/// returns the exit code that its help documents. Answers go to `out`,
/// everything else to `err`.
int run_vishctl(int argc, const char* const* argv, std::ostream& out, std::ostream& err);

}  // namespace vish::server
