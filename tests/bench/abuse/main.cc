#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>
#include <iostream>
#include <nlohmann/json.hpp>

#include "abuse/attack.h"

namespace {

namespace abuse = vish::abuse;

void print(const abuse::Outcome& outcome) {
  const nlohmann::ordered_json json{{"opened", outcome.opened}, {"refused", outcome.refused},
                                    {"ended", outcome.ended},   {"open", outcome.open},
                                    {"asked", outcome.asked},   {"answered", outcome.answered},
                                    {"bytes", outcome.bytes},   {"largest", outcome.largest}};
  std::cout << json.dump() << std::endl;
}

void add_options(CLI::App& app, abuse::Options& options) {
  app.add_option("kind", options.kind, "What to do")->required()->check(CLI::IsMember(abuse::kinds()));
  app.add_option("--port", options.port, "Port on 127.0.0.1")->required();
  app.add_option("--from", options.from, "Own address, 127.x.y.z")->capture_default_str();
  app.add_option("--cert", options.certificate, "Client certificate (PEM)")->check(CLI::ExistingFile);
  app.add_option("--key", options.key, "Its key (PEM)")->check(CLI::ExistingFile);
  app.add_option("--connections", options.connections, "Held open at once")->capture_default_str();
  app.add_option("--seconds", options.seconds, "How long")->capture_default_str();
  app.add_option("--bytes", options.bytes, "On one connection");
  app.add_flag("--until-input-ends", options.until_input_ends,
               "Holds connections no longer than standard input is open");
  app.add_flag("!--once", options.again, "Opens none for one that was ended");
}

void raise_file_limit() {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(
      "Does to a server on this machine what a hostile client would, and prints as JSON what came of it; "
      "what holds connections open prints a line as well once they are");
  abuse::Options options;
  add_options(app, options);
  CLI11_PARSE(app, argc, argv);
  std::signal(SIGPIPE, SIG_IGN);
  raise_file_limit();
  try {
    print(abuse::attack(options, print));
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "vish_abuse: " << error.what() << '\n';
    return 2;
  }
}
