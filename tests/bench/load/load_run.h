#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include "load/histogram.h"

namespace vish::load {

struct Options {
  std::uint16_t port = 0;  ///< of 127.0.0.1: no other machine is ever put under load
  std::string path = "/v1/matches";
  std::filesystem::path certificate;
  std::filesystem::path key;
  std::filesystem::path trusted;  ///< roots under which the server is accepted
  std::filesystem::path questions;
  unsigned connections = 1;
  double warm_up_seconds = 1;
  double seconds = 5;
  pid_t server = 0;  ///< process whose CPU time is measured; 0: none
};

/// What was measured, without the warm-up.
struct Measurement {
  Histogram latencies;  ///< from the first byte sent to the last byte received
  double seconds = 0;
  double server_cpu_seconds = 0;
  double own_cpu_seconds = 0;
  /// Wrong answers, connections that broke and connections that were still
  /// waiting for an answer ten seconds after the end; warm-up included.
  std::uint64_t errors = 0;
  std::string first_error;
};

/// Keeps `connections` connections (mutual TLS 1.3, keep-alive) busy from one
/// thread: each asks its next question when it has its answer. A connection
/// that breaks is not replaced. Ends by itself. Throws what a wrong option
/// causes, before anything is sent.
Measurement run_load(const Options& options);

}  // namespace vish::load
