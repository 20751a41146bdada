#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "vishctl/client/connection.h"

namespace vish::vishctl {

/// The method of a request.
enum class Method { get, post };

/// The answer of the server; `body` is its text as it came.
struct Answer {
  unsigned status;
  std::string body;
};

/// A usual call may take this long, from looking up the host to the last byte of the answer.
inline constexpr std::chrono::seconds kCallDeadline{30};
inline constexpr auto kJsonAnswer = "application/json, application/problem+json";

/// Tells what to look at while an answer is long in coming: `look` is called every second, with the answer of the
/// server to a GET of `target`, or with null when `target` is empty.
struct Meanwhile {
  std::string target;
  std::function<void(const Answer* answer)> look;
};

/// Sends one request over mutual TLS on a connection of its own and waits for the answer. Accepts only a server for
/// whose name the trusted roots vouch. `body` is JSON, or empty; `accept` says in which forms the answer may come.
/// `meanwhile` is null when nobody waits to see. Throws Failure: `no_connection` when there is no answer, `local` when
/// the certificate or the key cannot be used.
Answer call(const Connection& connection, Method method, const std::string& target, const std::string& body,
            const std::string& accept = kJsonAnswer, std::chrono::seconds deadline = kCallDeadline,
            const Meanwhile* meanwhile = nullptr);

}  // namespace vish::vishctl
