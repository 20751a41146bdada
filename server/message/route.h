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

/// What the routes of a server share. The room server/app says what that is; this room hands it on.
struct App;
struct Route;

/// A request that found its route.
struct Exchange {
  const Route& route;
  const Request& request;
  BodyReader& body;
  std::vector<std::string> parameters;  ///< what stands in the places of {…}, in order
  std::string_view mediatype = kJson;   ///< of the route's offers the one that the caller likes best
};

using Handler = std::function<Awaitable<Response>(App&, Exchange&)>;

/// Who may use a route. All but `anyone` need a client certificate, which Service
/// asks for; who its holder is, the handler asks.
enum class Who : std::uint8_t {
  anyone,
  aanleveraar,  ///< who delivers for the aansluiting that the path names first
  bevrager,
  lezer,   ///< an operator, of whatever role
  beheer,  ///< an operator with that role
  privacy,
};

/// What a route says of its requests and its answers.
struct Terms {
  std::vector<Parameter> query = {};
  /// The mediatype of its body; empty: it reads none.
  std::string_view takes = {};
  /// In which forms it answers, the usual one first; errors aside. (Not as a
  /// list in braces, in which g++ 12 sees something uninitialized.)
  std::vector<std::string_view> offers = std::vector<std::string_view>(1, kJson);
  /// The statuses of its answers, errors aside.
  std::vector<unsigned> answers = std::vector<unsigned>(1, 200);
  /// Whether it is carried out only where there is nothing yet, when the request asks for that: If-None-Match: *.
  bool new_only = false;
  /// Whether it changes nothing, though its method is not GET.
  bool changes_nothing = false;
  /// Besides those that follow from the rest: refusals().
  std::vector<proto::Foutcode> refuses = {};
};

struct Route {
  http::verb method;
  std::string pattern;  ///< for instance /v1/aansluitingen/{aansluitcode}
  Who who;
  Handler handler;
  Terms terms = {};
  /// Records a Refusal, whoever threw it once the certificate was there, in front
  /// of the answer; throws another when that cannot be. Empty: there is nothing to record.
  std::function<Awaitable<void>(App&, Exchange&, std::exception_ptr)> on_refusal = {};
};

using Routes = std::vector<Route>;

/// Every code with which the route may refuse: those of any request, those that
/// follow from who may and from a body, and its own.
std::vector<proto::Foutcode> refusals(const Route& route);

/// The routes of both, in order.
Routes together(std::vector<Routes> parts);

}  // namespace vish::server
