#pragma once

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/verb.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "proto/json/problem.h"
#include "proto/terms/identifiers.h"
#include "server/message/field_list.h"
#include "server/message/trace.h"
#include "server/scheduling/asio.h"

namespace vish::server {

/// The client at the other end, by its verified certificate alone.
struct Caller {
  bool certificate = false;       ///< the client showed a certificate that chains to a trusted root
  std::optional<proto::Oin> oin;  ///< from exactly one well-formed Subject.serialNumber
  std::string fingerprint;        ///< SHA-256 of the certificate: 64 lower-case hex digits
  bool gone = false;              ///< the client would no longer be let in; becomes true during a request
};

/// The decoded head of a request; the body is still on the connection.
struct Request {
  http::verb method = http::verb::unknown;
  std::string path;                                        ///< as sent, without the query
  std::vector<std::string> segments;                       ///< the segments of the path, percent-decoded
  std::vector<std::pair<std::string, std::string>> query;  ///< percent-decoded, in order
  const http::fields* headers = nullptr;                   ///< lives as long as the request
  const Caller* caller = nullptr;                          ///< lives as long as the connection
  Trace trace;

  /// Returns the value of a header that stands once, or of its first line; empty when it is missing.
  std::string_view header(http::field name) const {
    const auto value = (*headers)[name];
    return {value.data(), value.size()};
  }
  /// Returns all lines of a header that is a list; see joined().
  std::string list(http::field name) const { return joined(*headers, name); }
};

/// The answer to a request.
struct Response {
  unsigned status = 200;
  std::string content_type;  ///< empty for no body
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  /// The rights of a browser over the answer: a Content-Security-Policy, which is a literal.
  std::string_view content_policy = "frame-ancestors 'none'";
  std::shared_ptr<const void> held{};  ///< released when the answer is sent or cannot be sent
};

/// Lets a large answer keep its place until it is sent, so that no client can have many answers made without reading
/// them.
void hold_until_sent(Response& response, std::shared_ptr<const void> place);

/// Makes an answer of JSON.
Response json_response(unsigned status, std::string json);
/// Makes the answer to an error. `wacht` is the time before it makes sense to ask again; a 503 without it has a
/// default.
Response problem_response(const proto::Problem& problem, std::optional<std::chrono::seconds> wacht = std::nullopt);

/// The body of a request. Bytes are read when they are asked for; a client that waits for "100 Continue" gets it at the
/// first call. It is used on the thread of the connection.
class BodyReader {
 public:
  /// The outcome of one read.
  enum class Outcome {
    more,         ///< bytes were read
    end,          ///< the body is complete; no bytes
    broken,       ///< the connection failed
    malformed,    ///< it is not properly divided in chunks; nothing further can be read
    too_slow,     ///< the deadline passed
    interrupted,  ///< interrupt() was called
    too_large,    ///< a chunk goes beyond at_most(); its bytes were not read
  };
  /// The result of one read.
  struct Piece {
    Outcome outcome;
    std::string_view bytes;  ///< valid until the next call
  };

  virtual ~BodyReader() = default;
  /// Reads the next piece; waits until there are bytes, the body ends, or its deadline passes.
  virtual Awaitable<Piece> read() = 0;
  /// Returns the whole body where it came with the head and no part of it was read: nobody need wait for it. The result
  /// is valid until the request is answered.
  virtual std::optional<std::string_view> at_hand() = 0;
  /// Returns the Content-Length; nothing for a chunked body.
  virtual std::optional<std::uint64_t> announced() const = 0;
  /// Ends the reading of a chunked body as too_large as soon as the size of a chunk tells that the whole has more bytes
  /// than `bytes`. Of a body with a length announced() tells it.
  virtual void at_most(std::uint64_t bytes) = 0;
  /// Gives the whole body this much time from now, beside the demand on its pace.
  virtual void allow(std::chrono::seconds whole) = 0;
  /// Ends the present read, or else the next one, as interrupted. The caller calls this on the thread of the
  /// connection.
  virtual void interrupt() = 0;
};

/// A handler throws a Refusal to answer with an error; Service makes the answer of it.
struct Refusal {
  proto::Problem problem;
  std::optional<std::chrono::seconds> wacht{};  ///< the time before it makes sense to ask again
};

/// A ConnectionLost is thrown when the connection broke during the body, because there is no client to answer.
struct ConnectionLost {};

/// Makes the refusal of a body that was malformed (BodyReader::Outcome::malformed).
Refusal malformed_body();

/// Reads the whole body. Throws a Refusal when it is larger than `limit` bytes (413), is too late (408) or is malformed
/// (400), and ConnectionLost when the connection broke.
Awaitable<std::string> read_all(BodyReader& body, std::uint64_t limit);

}  // namespace vish::server
