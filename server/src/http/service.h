#pragma once

#include <chrono>
#include <string>

#include "config/config.h"
#include "http/message.h"
#include "http/router.h"

namespace vish::server {

/// One request that was answered, for metrics and log.
struct Answered {
  const Route* route;  ///< null where there was none
  unsigned status;
  std::chrono::nanoseconds duration;
};

/// What a listener serves. Any thread.
struct Service {
  Router router;
  bool certificate_needed = true;  ///< 401 without one, but for open routes
  std::function<void(const Answered&)> answered = [](const Answered&) {};
  /// Tells of a fault in our own code; the text holds no personal data.
  std::function<void(std::string_view)> fault = [](std::string_view) {};
  Limieten limits;

  /// Routes the request and turns every refusal and fault into an answer.
  Awaitable<Response> handle(Request& request, BodyReader& body) const;
};

}  // namespace vish::server
