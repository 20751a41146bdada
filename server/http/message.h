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
#include "server/http/asio.h"
#include "server/http/trace.h"

namespace vish::server {

namespace http = boost::beast::http;

/// Who is at the other end, from the verified client certificate alone.
struct Caller {
  bool certificate = false;       ///< one was shown, and it chains to a trusted root
  std::optional<proto::Oin> oin;  ///< exactly one well-formed Subject.serialNumber
  std::string fingerprint;        ///< SHA-256 of the certificate: 64 lower-case hex digits
  bool gone = false;              ///< would not be let in any more; becomes true while a request is under way
};

/// The head of a request, decoded; the body still waits on the connection.
struct Request {
  http::verb method = http::verb::unknown;
  std::string path;                                        ///< as sent, without the query
  std::vector<std::string> segments;                       ///< of the path, percent-decoded
  std::vector<std::pair<std::string, std::string>> query;  ///< percent-decoded, in order
  const http::fields* headers = nullptr;                   ///< lives as long as the request
  const Caller* caller = nullptr;                          ///< lives as long as the connection
  Trace trace;

  std::string_view header(http::field name) const {
    const auto value = (*headers)[name];
    return {value.data(), value.size()};
  }
};

struct Response {
  unsigned status = 200;
  std::string content_type;  ///< empty: no body
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  /// What a browser may do with it: Content-Security-Policy, a literal.
  std::string_view content_policy = "frame-ancestors 'none'";
  std::shared_ptr<const void> held{};  ///< given back once the answer is sent, or cannot be
};

/// A large answer keeps that place until it is sent, so that nobody can have
/// many made without reading them.
void hold_until_sent(Response& response, std::shared_ptr<const void> place);

Response json_response(unsigned status, std::string json);
/// `wacht`: before it makes sense to ask again; a 503 has a term of its own.
Response problem_response(const proto::Problem& problem, std::optional<std::chrono::seconds> wacht = std::nullopt);

/// The body of a request. Bytes come when they are asked for; a client that
/// waits for "100 Continue" is told to go on at the first call.
class BodyReader {
 public:
  enum class Outcome {
    more,         ///< bytes were read
    end,          ///< the body is complete; no bytes
    broken,       ///< the connection failed
    malformed,    ///< it is not divided in chunks as it should; nothing further can be read
    too_slow,     ///< the deadline passed
    interrupted,  ///< interrupt() was called
  };
  struct Piece {
    Outcome outcome;
    std::string_view bytes;  ///< valid until the next call
  };

  virtual ~BodyReader() = default;
  virtual Awaitable<Piece> read() = 0;
  /// The whole body, where it came together with the head and nothing of it
  /// was read yet: nobody need wait for it. Valid until the request is answered.
  virtual std::optional<std::string_view> at_hand() = 0;
  /// As announced by Content-Length; nothing when chunked.
  virtual std::optional<std::uint64_t> announced() const = 0;
  /// The whole body may take this long from now, beside what its size allows.
  virtual void allow(std::chrono::seconds whole) = 0;
  /// Ends the read under way, or else the next one, as interrupted. On the
  /// thread of the connection.
  virtual void interrupt() = 0;
};

/// Thrown by a handler to answer with an error; caught once per request.
struct Refusal {
  proto::Problem problem;
  std::optional<std::chrono::seconds> wacht{};  ///< before it makes sense to ask again
};

/// Thrown when the connection broke while the body came in: there is nobody
/// to answer.
struct ConnectionLost {};

/// For a body whose reading ended so (BodyReader::Outcome::malformed).
Refusal malformed_body();

/// The whole body, refused as too large beyond `limit` bytes (413), as too
/// late (408) past its deadline, and when it is malformed (400).
Awaitable<std::string> read_all(BodyReader& body, std::uint64_t limit);

}  // namespace vish::server
