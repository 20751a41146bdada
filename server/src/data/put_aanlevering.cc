#include <boost/beast/core/string.hpp>

#include "app/kalender.h"
#include "app/log.h"
#include "app/pool.h"
#include "data/access.h"
#include "data/gunzip.h"
#include "data/routes.h"
#include "storage/leveringen.h"

namespace vish::server {
namespace {

using proto::Foutcode;
using storage::Aanlevering;
using storage::Leveruitkomst;

/// What goes to the upload pool in one step.
constexpr std::size_t kStepBytes = std::size_t{256} << 10U;
/// More than the body reader gives at once.
constexpr std::size_t kPieceBytes = std::size_t{16} << 10U;

/// A place among the deliveries that may be under way at once; waits in line
/// for it.
Awaitable<Gate::Pass> admit(App& app) {
  auto pass = co_await app.uploads.enter(app.instellingen.now()->limieten.aanlever_wacht);
  if (pass) co_return std::move(*pass);
  throw Refusal{{Foutcode::nietBeschikbaar, "Er lopen te veel aanleveringen tegelijk; probeer het zo opnieuw."}};
}

/// Hands the body on to the delivery, undoing its compression. Belongs to the
/// steps that work on it as well, so that they may outlive the connection.
class Intake {
 public:
  Intake(std::unique_ptr<Aanlevering> aanlevering, bool gzip) : aanlevering_(std::move(aanlevering)) {
    if (gzip) gunzip_.emplace();
  }

  /// False when nothing further is wanted.
  bool feed(std::string_view bytes) {
    if (!gunzip_) return aanlevering_->feed(bytes);
    const auto outcome = gunzip_->feed(bytes, [this](std::string_view piece) { return aanlevering_->feed(piece); });
    if (outcome == Gunzip::Outcome::damaged) aanlevering_->refuse("De gzip-compressie van het bestand is beschadigd.");
    return outcome == Gunzip::Outcome::more;
  }

  /// The body has ended.
  storage::Stored<storage::Leverresultaat> finish(bool complete) {
    if (complete && gunzip_ && !gunzip_->complete()) {
      aanlevering_->refuse("Het gecomprimeerde bestand is afgekapt.");
    }
    return aanlevering_->finish();
  }

 private:
  std::unique_ptr<Aanlevering> aanlevering_;
  std::optional<Gunzip> gunzip_;
};

bool require_encoding(const Request& request) {
  const auto encoding = request.header(http::field::content_encoding);
  const boost::beast::string_view given(encoding.data(), encoding.size());
  if (given.empty() || boost::beast::iequals(given, "identity")) return false;
  if (boost::beast::iequals(given, "gzip")) return true;
  throw Refusal{{Foutcode::mediatypeOnbekend, "Alleen Content-Encoding: gzip wordt ondersteund."}};
}

/// Refuses a body that says beforehand that it is too large.
void require_size(const App& app, const BodyReader& body) {
  const auto limit = app.instellingen.now()->limieten.max_aanlevering_mb;
  if (body.announced().value_or(0) <= limit << 20U) return;
  throw Refusal{{Foutcode::verzoekTeGroot, "Een bestand mag hoogstens " + std::to_string(limit) + " MB groot zijn."}};
}

/// One step of the body on its way through the upload pool.
auto start_step(App& app, const Executor& executor, std::shared_ptr<Intake> intake, std::string bytes) {
  return Started(app.upload_pool, executor,
                 [intake = std::move(intake), bytes = std::move(bytes)] { return intake->feed(bytes); });
}

/// Reads until the body ends or the delivery wants no more; false in the
/// latter case. The next step is read while the pool works on the last one.
Awaitable<bool> take_in(App& app, BodyReader& body, const std::shared_ptr<Intake>& intake) {
  const auto executor = co_await asio::this_coro::executor;
  auto last = start_step(app, executor, intake, "");
  bool ended = false;
  while (!ended) {
    std::string step;
    step.reserve(kStepBytes + kPieceBytes);
    while (!ended && step.size() < kStepBytes) {
      const auto piece = co_await body.read();
      if (piece.outcome == BodyReader::Outcome::broken) throw ConnectionLost{};
      if (piece.outcome == BodyReader::Outcome::too_slow) {
        throw Refusal{{Foutcode::verzoekTijdOverschreden, "Het bestand kwam niet binnen de tijd binnen."}};
      }
      step.append(piece.bytes);
      ended = piece.outcome == BodyReader::Outcome::end;
    }
    const bool wanted = co_await last.outcome();
    if (!wanted) co_return false;
    last = start_step(app, executor, intake, std::move(step));
  }
  co_return co_await last.outcome();
}

Response answer(const storage::Leverresultaat& resultaat) {
  const auto& rapport = resultaat.rapport;
  const auto refused = [&](Foutcode code) { return problem_response({code, rapport.reden.value_or(""), {}, rapport}); };
  switch (resultaat.uitkomst) {
    case Leveruitkomst::verwerkt:
      return json_response(201, to_json(rapport));
    case Leveruitkomst::correctie:
    case Leveruitkomst::herhaald:
      return json_response(200, to_json(rapport));
    case Leveruitkomst::vastgehouden:
      return json_response(202, to_json(rapport));
    case Leveruitkomst::geweigerd:
      return refused(Foutcode::aanleveringGeweigerd);
    case Leveruitkomst::te_groot:
      return refused(Foutcode::verzoekTeGroot);
    case Leveruitkomst::volgorde:
      return refused(Foutcode::peildatumVolgorde);
  }
  return refused(Foutcode::interneFout);
}

void require_delivering_phase(const proto::Aansluiting& aansluiting) {
  if (aansluiting.fase == proto::Aansluitfase::test || aansluiting.fase == proto::Aansluitfase::productie) return;
  throw Refusal{
      {Foutcode::geenToegang, "In fase " + std::string(to_text(aansluiting.fase)) + " kan niet worden aangeleverd."}};
}

storage::Leveropdracht make_order(const App& app, const Exchange& exchange, const proto::Aansluiting& aansluiting,
                                  proto::Datum peildatum) {
  const auto& request = exchange.request;
  const auto moment = now();
  const auto limieten = app.instellingen.now()->limieten;
  return {.aansluitcode = aansluiting.code,
          .peildatum = peildatum,
          .vandaag = amsterdam_day(moment),
          .door = *request.caller->oin,
          .ontvangen_op = moment,
          .trace_id = request.trace.trace_id,
          .span_id = request.trace.span_id,
          .max_bytes = limieten.max_aanlevering_mb << 20U,
          .max_rijen = limieten.max_rijen,
          .aangekondigd = exchange.body.announced().value_or(0)};
}

void record(App& app, const storage::Leverresultaat& resultaat) {
  const auto& rapport = resultaat.rapport;
  if (resultaat.uitkomst != Leveruitkomst::herhaald) app.metrics.aanlevering(rapport.status);
  log_paced(Level::info, "aanlevering",
            {{"aansluitcode", rapport.aansluitcode}, {"status", std::string(to_text(rapport.status))}},
            {{"aanleveringId", rapport.aanlevering_id},
             {"peildatum", rapport.peildatum.text()},
             {"rijen", std::to_string(rapport.aantallen.rijen)}});
}

}  // namespace

Awaitable<Response> put_aanlevering(App& app, Exchange& exchange) {
  const auto& request = exchange.request;
  const Query query(request, {});
  const auto stand = require_aansluiting(*app.store.stand(), request, exchange.parameters.at(0));
  require_delivering_phase(stand->aansluiting);
  const auto peildatum = require_peildatum(exchange.parameters.at(1));
  require_content_type(request, "text/csv");
  const bool gzip = require_encoding(request);
  require_size(app, exchange.body);
  const auto pass = co_await admit(app);
  auto start = [&] { return app.store.leveringen().start(make_order(app, exchange, stand->aansluiting, peildatum)); };
  auto aanlevering = require(co_await run_on(app.upload_pool, start));
  exchange.body.allow(app.instellingen.now()->limieten.aanlevering);
  const auto intake = std::make_shared<Intake>(std::move(aanlevering), gzip);
  const bool complete = co_await take_in(app, exchange.body, intake);
  if (request.caller->gone) throw ConnectionLost{};
  auto finish = [&] { return intake->finish(complete); };
  const auto resultaat = require(co_await run_on(app.upload_pool, finish));
  record(app, resultaat);
  co_return answer(resultaat);
}

}  // namespace vish::server
