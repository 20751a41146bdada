#pragma once

#include <memory>

#include "http/service.h"
#include "http/tls.h"
#include "http/worker.h"

namespace vish::server {

/// Serves one connection until it ends: requests one after the other
/// (pipelined ones wait), each with its deadlines. Runs on the worker's thread.
Awaitable<void> serve(TlsStream stream, Worker& worker, std::shared_ptr<const Service> service);
Awaitable<void> serve(PlainStream stream, Worker& worker, std::shared_ptr<const Service> service);

}  // namespace vish::server
