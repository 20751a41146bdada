#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

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
  double rate = 0;  ///< questions a second of all connections together; 0: as fast as they are answered
  double warm_up_seconds = 1;
  double seconds = 5;
  std::vector<pid_t> servers;  ///< processes whose CPU time is measured
};

/// What was measured, without the warm-up.
struct Measurement {
  /// To the last byte received: from the first byte sent, and with a rate from
  /// the moment at which the question was due, whenever it could be sent.
  Histogram latencies;
  double begun = 0;  ///< seconds on the monotonic clock of the machine
  double seconds = 0;
  double server_cpu_seconds = 0;
  double own_cpu_seconds = 0;
  /// Wrong answers, connections that broke and connections that were still
  /// waiting for an answer ten seconds after the end, and with a rate the
  /// questions that were never sent; warm-up included.
  std::uint64_t errors = 0;
  std::string first_error;
};

/// Keeps `connections` connections (mutual TLS 1.3, keep-alive) busy from one
/// thread. Without a rate each asks its next question when it has its answer.
/// With one the questions are due at fixed moments, and the first connection
/// that is free sends the one that is due longest. A connection that breaks is
/// not replaced. Ends by itself. Throws what a wrong option
/// causes, before anything is sent.
Measurement run_load(const Options& options);

}  // namespace vish::load
