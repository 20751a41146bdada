#pragma once

#include <memory>
#include <optional>

#include "http/bound.h"
#include "http/service.h"
#include "http/tls.h"
#include "http/worker.h"

namespace vish::server {

/// How much one listener takes on.
struct Room {
  Bound connections;
  Bound handshakes;  ///< under way at once
};

/// What a connection takes up.
struct Places {
  Bound::Place connection;
  std::optional<Bound::Place> handshake;  ///< given back when that is over
};

/// Serves one connection until it ends: requests one after the other
/// (pipelined ones wait), each with its deadlines, and each only while the
/// client's certificate is accepted. Runs on the worker's thread.
Awaitable<void> serve(TlsStream stream, Worker& worker, const std::shared_ptr<const Service>& service, Places places);
Awaitable<void> serve(PlainStream stream, Worker& worker, const std::shared_ptr<const Service>& service, Places places);

}  // namespace vish::server
