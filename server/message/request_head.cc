#include "server/message/request_head.h"

#include <boost/asio/error.hpp>
#include <boost/beast/http/error.hpp>
#include <string>

#include "server/message/framing.h"
#include "server/message/router.h"

namespace vish::server {

using proto::Foutcode;

proto::Problem head_failure(const boost::system::error_code& failed) {
  if (failed == asio::error::operation_aborted) {
    return {Foutcode::verzoekTijdOverschreden, "Het verzoek kwam niet binnen de tijd binnen."};
  }
  if (failed == http::error::header_limit) {
    return {Foutcode::koptekstTeGroot,
            "De kopteksten mogen samen hoogstens 16 KiB zijn, en het mogen er hoogstens 100 zijn."};
  }
  return {Foutcode::ongeldigeInvoer, "Dit is geen geldig HTTP-verzoek."};
}

std::optional<proto::Problem> read_request(const http::request_header<>& head, bool secure, Request& request) {
  if (const auto defect = head_defect(head, head.version())) {
    return proto::Problem{Foutcode::ongeldigeInvoer, std::string(*defect)};
  }
  if (expects_more(head)) {
    return proto::Problem{Foutcode::verwachtingOnbekend, "De koptekst Expect kan hier alleen 100-continue zijn."};
  }
  const auto target = head.target();
  if (!parse_target({target.data(), target.size()}, secure, request)) {
    return proto::Problem{Foutcode::ongeldigeInvoer, "Het verzoek noemt geen geldig adres."};
  }
  request.method = head.method();
  request.headers = &head;
  request.trace = join_trace(joined(head, "traceparent"), joined(head, "tracestate"));
  return std::nullopt;
}

}  // namespace vish::server
