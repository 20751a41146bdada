#include "server/message/message.h"

#include <utility>

namespace vish::server {

Response json_response(unsigned status, std::string json) { return {status, "application/json", std::move(json), {}}; }

Response problem_response(const proto::Problem& problem, std::optional<std::chrono::seconds> wacht) {
  constexpr std::chrono::seconds kUnavailable{5};
  const auto& soort = proto::foutsoort(problem.code);
  Response response{soort.status, "application/problem+json", proto::to_json(problem), {}};
  if (soort.status == 503) wacht = wacht.value_or(kUnavailable);
  if (wacht) response.headers.emplace_back("Retry-After", std::to_string(wacht->count()));
  return response;
}

void hold_until_sent(Response& response, std::shared_ptr<const void> place) {
  constexpr std::size_t kLarge = std::size_t{16} << 10U;
  if (response.body.size() >= kLarge) response.held = std::move(place);
}

Refusal malformed_body() {
  return {{proto::Foutcode::ongeldigeInvoer,
           "De inhoud van het verzoek is niet goed in stukken verdeeld (Transfer-Encoding: chunked)."}};
}

Awaitable<std::string> read_all(BodyReader& body, std::uint64_t limit) {
  const Refusal too_large{
      {proto::Foutcode::verzoekTeGroot, "Het verzoek mag hoogstens " + std::to_string(limit) + " bytes groot zijn."}};
  if (body.announced().value_or(0) > limit) throw too_large;
  body.at_most(limit);
  std::string text;
  while (true) {
    const auto piece = co_await body.read();
    switch (piece.outcome) {
      case BodyReader::Outcome::more:
        if (text.size() + piece.bytes.size() > limit) throw too_large;
        text.append(piece.bytes);
        break;
      case BodyReader::Outcome::end:
        co_return text;
      case BodyReader::Outcome::too_slow:
        throw Refusal{{proto::Foutcode::verzoekTijdOverschreden, "Het verzoek kwam niet binnen de tijd binnen."}};
      case BodyReader::Outcome::malformed:
        throw malformed_body();
      case BodyReader::Outcome::too_large:
        throw too_large;
      case BodyReader::Outcome::broken:
      case BodyReader::Outcome::interrupted:
        throw ConnectionLost{};
    }
  }
}

}  // namespace vish::server
