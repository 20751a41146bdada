#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>
#include <nlohmann/json.hpp>

#include "load/load_run.h"

namespace {

namespace load = vish::load;

double milliseconds(std::chrono::nanoseconds duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

nlohmann::ordered_json to_json(const load::Options& options, const load::Measurement& measured) {
  const auto answers = measured.latencies.count();
  nlohmann::ordered_json json{{"connections", options.connections},
                              {"begun", measured.begun},
                              {"seconds", measured.seconds},
                              {"answers", answers},
                              {"answersPerSecond", static_cast<double>(answers) / measured.seconds},
                              {"p50Ms", milliseconds(measured.latencies.quantile(0.5))},
                              {"p99Ms", milliseconds(measured.latencies.quantile(0.99))},
                              {"p999Ms", milliseconds(measured.latencies.quantile(0.999))},
                              {"errors", measured.errors},
                              {"ownCpuSeconds", measured.own_cpu_seconds}};
  if (options.rate > 0) json["rate"] = options.rate;
  if (!options.servers.empty()) json["serverCpuSeconds"] = measured.server_cpu_seconds;
  if (measured.errors != 0) json["firstError"] = measured.first_error;
  return json;
}

void add_options(CLI::App& app, load::Options& options) {
  app.add_option("--port", options.port, "Port on 127.0.0.1")->required();
  app.add_option("--path", options.path, "Where the questions go")->capture_default_str();
  app.add_option("--cert", options.certificate, "Client certificate (PEM)")->required()->check(CLI::ExistingFile);
  app.add_option("--key", options.key, "Its key (PEM)")->required()->check(CLI::ExistingFile);
  app.add_option("--ca", options.trusted, "Roots of the server (PEM)")->required()->check(CLI::ExistingFile);
  app.add_option("--questions", options.questions, "On each line: expected text, tab, JSON body")
      ->required()
      ->check(CLI::ExistingFile);
  app.add_option("--connections", options.connections, "Open at the same time")
      ->capture_default_str()
      ->check(CLI::Range(1, 10000));
  app.add_option("--rate", options.rate, "Questions a second, due at fixed moments (default: a closed loop)")
      ->check(CLI::Range(1.0, 100000.0));
  app.add_option("--warm-up", options.warm_up_seconds, "Seconds before measuring")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 600.0));
  app.add_option("--seconds", options.seconds, "Seconds of measuring")
      ->capture_default_str()
      ->check(CLI::Range(0.1, 3600.0));
  app.add_option("--server-pid", options.servers, "Process whose CPU time is measured; may be given more than once");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(
      "Asks questions over mutual TLS, in a closed loop or at a fixed rate, and prints as JSON what it measured");
  load::Options options;
  add_options(app, options);
  CLI11_PARSE(app, argc, argv);
  try {
    const auto measured = load::run_load(options);
    std::cout << to_json(options, measured).dump() << '\n';
    return measured.errors == 0 ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "vish_load: " << error.what() << '\n';
    return 2;
  }
}
