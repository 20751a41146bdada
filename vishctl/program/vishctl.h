#pragma once

#include <CLI/CLI.hpp>
#include <iosfwd>

#include "vishctl/client/command_session.h"

namespace vish::vishctl {

/// Gives `app` every option and command of vishctl; `session` must outlive it.
void add_vishctl(CLI::App& app, Session& session);

/// Runs vishctl: reads the command line, runs one command and returns the exit code that the help documents. Answers go
/// to `out`, everything else to `err`.
int run_vishctl(int argc, const char* const* argv, std::ostream& out, std::ostream& err);

}  // namespace vish::vishctl
