#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/terms/foutcode.h"
#include "server/message/accept.h"
#include "server/message/message.h"
#include "server/message/query.h"

namespace vish::server {

/// The routes of a server share one App. The room server/app defines App; this room hands an App on.
struct App;
struct Route;

/// A request that found its route.
struct Exchange {
  const Route& route;
  const Request& request;
  BodyReader& body;
  std::vector<std::string> parameters;  ///< the texts in the places of {…}, in order
  std::string_view mediatype = kJson;   ///< of the route's offers the one that the caller likes best
};

/// A Handler answers a request that found its route, or throws a Refusal or ConnectionLost.
using Handler = std::function<Awaitable<Response>(App&, Exchange&)>;

/// Says who may use a route. Every value but `anyone` needs a client certificate: Service asks for the certificate, and
/// the handler asks who its holder is.
enum class Who : std::uint8_t {
  anyone,
  aanleveraar,  ///< a party that delivers for the aansluiting that the path names first
  bevrager,
  lezer,   ///< an operator, of whatever role
  beheer,  ///< an operator with that role
  privacy,
};

/// The terms of a route, about its requests and its answers.
struct Terms {
  std::vector<Parameter> query = {};
  /// The mediatype of the body that the route reads; empty when the route reads no body.
  std::string_view takes = {};
  /// The forms of the answers that are no errors, the usual form first. The default is no list in braces, because g++
  /// 12 sees something uninitialized in such a list.
  std::vector<std::string_view> offers = std::vector<std::string_view>(1, kJson);
  /// The statuses of the answers that are no errors.
  std::vector<unsigned> answers = std::vector<unsigned>(1, 200);
  /// Whether a request may ask, by If-None-Match: *, that the route acts only where there is nothing yet.
  bool new_only = false;
  /// Whether the route changes nothing, though its method is not GET.
  bool changes_nothing = false;
  /// The codes of this route besides the codes that follow from the rest; see refusals().
  std::vector<proto::Foutcode> refuses = {};
};

/// A route: the requests that it takes, the callers who may use it, and its handler.
struct Route {
  http::verb method;
  std::string pattern;  ///< for instance /v1/aansluitingen/{aansluitcode}
  Who who;
  Handler handler;
  Terms terms = {};
  /// Records, before the answer goes out, each Refusal that is thrown once the certificate was there; throws another
  /// Refusal when recording fails. Empty when there is nothing to record.
  std::function<Awaitable<void>(App&, Exchange&, std::exception_ptr)> on_refusal = {};
};

/// Routes, in the order in which a Router tries them.
using Routes = std::vector<Route>;

/// Returns every code with which the route may refuse: the codes of any request, the codes that follow from `who` and
/// from the terms, and its own codes.
std::vector<proto::Foutcode> refusals(const Route& route);

/// Returns the routes of all parts, in order.
Routes together(std::vector<Routes> parts);

}  // namespace vish::server
