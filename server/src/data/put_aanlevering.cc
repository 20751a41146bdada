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

/// A place among the deliveries that may be under way at once.
class Admission {
 public:
  explicit Admission(App& app) : app_(app) {
    if (++app_.uploads > app_.config.limieten.max_aanleveringen_tegelijk) {
      --app_.uploads;
      throw Refusal{{Foutcode::nietBeschikbaar, "Er lopen te veel aanleveringen tegelijk; probeer het zo opnieuw."}};
    }
  }
  ~Admission() { --app_.uploads; }
  Admission(const Admission&) = delete;
  Admission& operator=(const Admission&) = delete;

 private:
  App& app_;
};

/// Hands the body on to the delivery, undoing its compression.
class Intake {
 public:
  Intake(Aanlevering& aanlevering, bool gzip) : aanlevering_(aanlevering) {
    if (gzip) gunzip_.emplace();
  }

  /// False when nothing further is wanted.
  bool feed(std::string_view bytes) {
    if (!gunzip_) return aanlevering_.feed(bytes);
    const auto outcome = gunzip_->feed(bytes, [this](std::string_view piece) { return aanlevering_.feed(piece); });
    if (outcome == Gunzip::Outcome::damaged) aanlevering_.refuse("De gzip-compressie van het bestand is beschadigd.");
    return outcome == Gunzip::Outcome::more;
  }

  void end() {
    if (gunzip_ && !gunzip_->complete()) aanlevering_.refuse("Het gecomprimeerde bestand is afgekapt.");
  }

 private:
  Aanlevering& aanlevering_;
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
  const auto limit = app.config.limieten.max_aanlevering_mb;
  if (body.announced().value_or(0) <= limit << 20U) return;
  throw Refusal{{Foutcode::verzoekTeGroot, "Een bestand mag hoogstens " + std::to_string(limit) + " MB groot zijn."}};
}

/// Reads until the body ends or the delivery wants no more; false in the
/// latter case.
Awaitable<bool> take_in(App& app, BodyReader& body, Intake& intake) {
  std::string step;
  while (true) {
    const auto piece = co_await body.read();
    if (piece.outcome == BodyReader::Outcome::broken) throw ConnectionLost{};
    if (piece.outcome == BodyReader::Outcome::too_slow) {
      throw Refusal{{Foutcode::verzoekTijdOverschreden, "Het bestand kwam niet binnen de tijd binnen."}};
    }
    step.append(piece.bytes);
    const bool ended = piece.outcome == BodyReader::Outcome::end;
    if (!ended && step.size() < kStepBytes) continue;
    auto work = [&] {
      const bool more = intake.feed(step);
      if (more && ended) intake.end();
      return more;
    };
    if (!co_await run_on(app.upload_pool, work)) co_return false;
    if (ended) co_return true;
    step.clear();
  }
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

storage::Leveropdracht make_order(const App& app, const Request& request, const proto::Aansluiting& aansluiting,
                                  proto::Datum peildatum) {
  const auto moment = now();
  return {.aansluitcode = aansluiting.code,
          .peildatum = peildatum,
          .vandaag = amsterdam_day(moment),
          .door = *request.caller->oin,
          .ontvangen_op = moment,
          .trace_id = request.trace.trace_id,
          .span_id = request.trace.span_id,
          .max_bytes = app.config.limieten.max_aanlevering_mb << 20U,
          .max_rijen = app.config.limieten.max_rijen};
}

void record(App& app, const storage::Leverresultaat& resultaat) {
  const auto& rapport = resultaat.rapport;
  if (resultaat.uitkomst != Leveruitkomst::herhaald) app.metrics.aanlevering(rapport.status);
  log_event(Level::info, "aanlevering",
            {{"aansluitcode", rapport.aansluitcode},
             {"aanleveringId", rapport.aanlevering_id},
             {"peildatum", rapport.peildatum.text()},
             {"status", std::string(to_text(rapport.status))},
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
  const Admission admission(app);
  auto start = [&] { return app.store.leveringen().start(make_order(app, request, stand->aansluiting, peildatum)); };
  const auto aanlevering = require(co_await run_on(app.upload_pool, start));
  exchange.body.allow(app.config.limieten.aanlevering);
  Intake intake(*aanlevering, gzip);
  if (intake.feed({})) co_await take_in(app, exchange.body, intake);
  auto finish = [&] { return aanlevering->finish(); };
  const auto resultaat = require(co_await run_on(app.upload_pool, finish));
  record(app, resultaat);
  co_return answer(resultaat);
}

}  // namespace vish::server
