#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server/http/service.h"
#include "server/scheduling/shared_places.h"
#include "server/scheduling/worker.h"
#include "server/tls/tls.h"
#include "server/tls/tls_stream.h"

namespace vish::server {

/// The places of one listener.
struct Room {
  SharedPlaces entering;   ///< handshakes under way, by address
  SharedPlaces known;      ///< with a certificate, by party
  SharedPlaces anonymous;  ///< without one, by address

  std::uint64_t inside() const { return entering.inside() + known.inside() + anonymous.inside(); }
};

/// Lets another thread end a connection: `end` is called on the thread of the connection while the connection lives.
struct Tether {
  std::function<void()> end;
  bool ended = false;  ///< the connection was ended before there was an `end`
};

/// A connection that was accepted and is not served yet.
struct Entry {
  Room& room;
  std::string origin;  ///< see origin_of()
  std::shared_ptr<Tether> tether;
  std::unique_ptr<SharedPlaces::Place> place;
  std::function<void()> cut_off;  ///< for its place: ends the connection, from any thread
};

/// Serves one connection until it ends: one request after the other (pipelined ones wait), each with its deadlines, and
/// each only while the certificate of the client is accepted. A client without a certificate gets one answer. Runs on
/// the thread of the worker; the room must outlive it.
Awaitable<void> serve(TlsStream stream, Worker& worker, const std::shared_ptr<const Service>& service, Entry entry);
Awaitable<void> serve(PlainStream stream, Worker& worker, const std::shared_ptr<const Service>& service, Entry entry);

}  // namespace vish::server
