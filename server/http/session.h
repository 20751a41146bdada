#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server/http/service.h"
#include "server/http/shared_places.h"
#include "server/http/tls.h"
#include "server/http/worker.h"

namespace vish::server {

/// How much one listener takes on, shared out.
struct Room {
  SharedPlaces entering;   ///< handshakes under way, by address
  SharedPlaces known;      ///< with a certificate, by party
  SharedPlaces anonymous;  ///< without one, by address

  std::uint64_t inside() const { return entering.inside() + known.inside() + anonymous.inside(); }
};

/// Lets another thread end a connection: its `end` is called on the thread of
/// the connection, as long as that lives.
struct Tether {
  std::function<void()> end;
  bool ended = false;  ///< before there was an `end`
};

/// A connection on its way in.
struct Entry {
  Room& room;
  std::string origin;  ///< see origin_of()
  std::shared_ptr<Tether> tether;
  std::unique_ptr<SharedPlaces::Place> place;
  std::function<void()> cut_off;  ///< for its place: ends the connection, from any thread
};

/// Serves one connection until it ends: requests one after the other
/// (pipelined ones wait), each with its deadlines, and each only while the
/// client's certificate is accepted. Without a certificate there is one answer.
/// Runs on the worker's thread; the room must outlive it.
Awaitable<void> serve(TlsStream stream, Worker& worker, const std::shared_ptr<const Service>& service, Entry entry);
Awaitable<void> serve(PlainStream stream, Worker& worker, const std::shared_ptr<const Service>& service, Entry entry);

}  // namespace vish::server
