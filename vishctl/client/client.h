#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "vishctl/client/connection.h"

namespace vish::vishctl {

enum class Method { get, post };

struct Answer {
  unsigned status;
  std::string body;
};

/// The longest that a usual call may take, from looking up the host to the
/// last byte of the answer.
inline constexpr std::chrono::seconds kCallDeadline{30};
inline constexpr auto kJsonAnswer = "application/json, application/problem+json";

/// While an answer is long in coming: `look` is called every second, with what
/// the server answers meanwhile to a GET of `target`, or with nothing when that is empty.
struct Meanwhile {
  std::string target;
  std::function<void(const Answer* answer)> look;
};

/// Sends one request over mutual TLS on a connection of its own and waits for
/// the answer. Accepts only a server that the trusted roots vouch for under
/// the name that was asked for. `body` is JSON, or empty; `accept` says in
/// which forms the answer may come. Throws Failure:
/// `no_connection` when there is no answer, `local` when the certificate or
/// the key cannot be used. `meanwhile`: null when nobody waits to see.
Answer call(const Connection& connection, Method method, const std::string& target, const std::string& body,
            const std::string& accept = kJsonAnswer, std::chrono::seconds deadline = kCallDeadline,
            const Meanwhile* meanwhile = nullptr);

}  // namespace vish::vishctl
