#include <optional>
#include <utility>

#include "base/calendar/clock.h"
#include "server/app/access.h"
#include "server/app/pool.h"
#include "server/app/uploads.h"
#include "server/data/bestandsvorm.h"
#include "server/data/breuk.h"
#include "server/data/data_routes.h"
#include "server/data/intake.h"
#include "server/data/voortgang.h"
#include "server/log/log.h"
#include "server/message/preconditions.h"
#include "storage/delivery/leveringen.h"

namespace vish::server {
namespace {

using proto::Foutcode;
using storage::Leveruitkomst;

/// One step hands about this number of bytes to the upload pool.
constexpr std::size_t kStepBytes = std::size_t{256} << 10U;
/// The body reader gives fewer bytes than this at once.
constexpr std::size_t kPieceBytes = std::size_t{16} << 10U;

/// Waits in line for a place among the deliveries that may be under way at once; refuses (503) when the wait takes too
/// long.
Awaitable<QueuedPlaces::Place> admit(App& app, const proto::Oin& oin) {
  auto who = oin.text();
  auto place = co_await app.uploads.take(std::move(who), app.instellingen.now()->limieten.aanlever_wacht);
  if (app.under_way.stopping()) refuse_stopping();
  if (place) co_return std::move(*place);
  throw Refusal{{Foutcode::nietBeschikbaar, "Er lopen te veel aanleveringen tegelijk; probeer het zo opnieuw."}};
}

/// Refuses (429) an aansluiting that left as many reports, or as many reports of refusals, as it may.
void require_pace(App& app, const proto::Aansluiting& aansluiting) {
  const auto limieten = app.instellingen.now()->limieten;
  const auto& code = aansluiting.code.text();
  const auto nu = Aanlevertempo::Clock::now();
  auto wait = app.aanlevertempo.wait(code, limieten.max_aanleveringen_per_uur, nu);
  if (!wait) wait = app.weigertempo.wait(code, limieten.max_geweigerd_per_uur, nu);
  if (!wait) return;
  throw Refusal{{Foutcode::teVeelVragen,
                 "Voor deze aansluiting zijn het afgelopen uur te veel bestanden aangeleverd of geweigerd; probeer het "
                 "na Retry-After seconden opnieuw."},
                wait};
}

void count_report(App& app, const proto::Aanleverrapport& rapport) {
  const auto limieten = app.instellingen.now()->limieten;
  const auto nu = Aanlevertempo::Clock::now();
  app.aanlevertempo.left_report(rapport.aansluitcode, limieten.max_aanleveringen_per_uur, nu);
  if (rapport.status != proto::Aanleverstatus::geweigerd) return;
  app.weigertempo.left_report(rapport.aansluitcode, limieten.max_geweigerd_per_uur, nu);
}

[[noreturn]] void refuse_large(const App& app) {
  const auto limit = app.instellingen.now()->limieten.max_aanlevering_mb;
  throw Refusal{{Foutcode::verzoekTeGroot, "Een bestand mag hoogstens " + std::to_string(limit) + " MB groot zijn."}};
}

/// Refuses a body whose announced length is too large, and later a chunk that is. A file that becomes too large chunk
/// by chunk is for the delivery to judge, which leaves a report; of a packed one it does not see the bytes that came.
void require_size(const App& app, BodyReader& body, bool packed) {
  const auto limit = app.instellingen.now()->limieten.max_aanlevering_mb << 20U;
  if (body.announced().value_or(0) > limit) refuse_large(app);
  body.at_most(packed ? limit : 2 * limit);
}

/// A slice of the body on the upload pool. It owns the Intake too, so that it may outlive the connection.
auto start_slice(App& app, const Executor& executor, std::shared_ptr<Intake> intake,
                 std::optional<std::string> piece = std::nullopt) {
  return Started(app.upload_pool, executor, [intake = std::move(intake), piece = std::move(piece)]() mutable {
    return piece ? intake->feed(*std::move(piece)) : intake->next_slice();
  });
}
using Slice = decltype(start_slice(std::declval<App&>(), std::declval<const Executor&>(), nullptr));

/// The body of a delivery, with everything that may end the delivery too early.
class Aanvoer {
 public:
  Aanvoer(const App& app, BodyReader& body, const Uploads::Upload& upload, QueuedPlaces::Place& place, Breuk& breuk)
      : app_(app), body_(body), upload_(upload), place_(place), breuk_(breuk), voortgang_(make_voortgang(app)) {}

  /// Adds the next piece of the body; returns false where the body ends or is cut off, which require_uncut() tells.
  Awaitable<bool> read(std::string& step) {
    const auto begun = Voortgang::Clock::now();
    const auto piece = co_await body_.read();
    if (piece.outcome == BodyReader::Outcome::broken) throw ConnectionLost{};
    if (piece.outcome == BodyReader::Outcome::malformed) throw malformed_body();
    if (piece.outcome == BodyReader::Outcome::too_large) refuse_large(app_);
    if (piece.outcome == BodyReader::Outcome::too_slow) refuse_slow(breuk_);
    breuk_.got(piece.bytes.size());
    step.append(piece.bytes);
    interrupted_ = piece.outcome == BodyReader::Outcome::interrupted;
    if (interrupted_ || piece.outcome == BodyReader::Outcome::end) co_return false;
    voortgang_.came(piece.bytes.size(), Voortgang::Clock::now() - begun);
    if (voortgang_.slow() && place_.yield()) refuse_yielding(breuk_);
    co_return true;
  }

  /// Refuses a delivery that was cut off. The caller asks this while there is more to do, because a delivery that is
  /// decided keeps its report.
  void require_uncut() {
    const auto cut = upload_.cut();
    if (cut || interrupted_) refuse_cut(cut.value_or(Cut::stop), breuk_);
  }

 private:
  /// A slow delivery keeps its place for half of the time that a party waits for one.
  static Voortgang make_voortgang(const App& app) {
    const auto& limieten = app.instellingen.now()->limieten;
    return {limieten.min_bytes_per_seconde, Voortgang::Duration(limieten.aanlever_wacht) / 2};
  }

  const App& app_;
  BodyReader& body_;
  const Uploads::Upload& upload_;
  QueuedPlaces::Place& place_;
  Breuk& breuk_;
  bool interrupted_ = false;
  Voortgang voortgang_;
};

/// Works on a piece of the body to its end; returns whether the delivery wants more. Others have the pool between two
/// slices.
Awaitable<bool> work_off(App& app, Aanvoer& aanvoer, const std::shared_ptr<Intake>& intake, Slice& first) {
  auto progress = co_await first.outcome();
  while (progress == Intake::Progress::unfinished) {
    aanvoer.require_uncut();
    auto next = start_slice(app, co_await asio::this_coro::executor, intake);
    progress = co_await next.outcome();
  }
  co_return progress == Intake::Progress::wanted;
}

/// Reads until the body ends, or returns false when the delivery wants no more. Reads the next step while the pool
/// works on the last one.
Awaitable<bool> take_in(App& app, Aanvoer& aanvoer, const std::shared_ptr<Intake>& intake) {
  const auto executor = co_await asio::this_coro::executor;
  auto last = start_slice(app, executor, intake, "");
  bool ended = false;
  while (!ended) {
    std::string step;
    step.reserve(kStepBytes + kPieceBytes);
    while (!ended && step.size() < kStepBytes) ended = !co_await aanvoer.read(step);
    const bool wanted = co_await work_off(app, aanvoer, intake, last);
    if (!wanted) co_return false;
    aanvoer.require_uncut();
    last = start_slice(app, executor, intake, std::move(step));
  }
  co_return co_await work_off(app, aanvoer, intake, last);
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

storage::Leveropdracht make_order(const App& app, const Exchange& exchange, const proto::Aansluitcode& code,
                                  Datum peildatum, std::optional<proto::Tekenset> tekenset) {
  const auto& request = exchange.request;
  const auto moment = now();
  const auto config = app.instellingen.now();
  const auto& limieten = config->limieten;
  return {.aansluitcode = code,
          .peildatum = peildatum,
          .vandaag = amsterdam_day(moment),
          .door = *request.caller->oin,
          .ontvangen_op = moment,
          .trace_id = request.trace.trace_id,
          .span_id = request.trace.span_id,
          .max_bytes = limieten.max_aanlevering_mb << 20U,
          .max_rijen = limieten.max_rijen,
          .proef = config->proef,
          .aangekondigd = exchange.body.announced().value_or(0),
          .tekenset = tekenset};
}

void record(App& app, const storage::Leverresultaat& resultaat) {
  const auto& rapport = resultaat.rapport;
  if (!resultaat.bekend) {
    app.metrics.aanlevering(rapport.status);
    count_report(app, rapport);
  }
  log_paced(Level::info, "aanlevering",
            {{"aansluitcode", rapport.aansluitcode}, {"status", std::string(to_text(rapport.status))}},
            {{"aanleveringId", rapport.aanlevering_id},
             {"peildatum", rapport.peildatum.text()},
             {"rijen", std::to_string(rapport.aantallen.rijen)}});
}

/// The result of a finished delivery, with its answer, which may be large.
struct Finished {
  Stored<storage::Leverresultaat> resultaat;
  Response antwoord;
};

Finished finish(Intake& intake, bool complete) {
  auto resultaat = intake.finish(complete);
  auto antwoord = resultaat ? answer(*resultaat) : Response();
  return {std::move(resultaat), std::move(antwoord)};
}

/// Starts the delivery. Refuses one that is to be the first of its peildatum and is not.
std::unique_ptr<storage::Aanlevering> start(App& app, const storage::Leveropdracht& opdracht, bool only_the_first) {
  auto aanlevering = require(app.store.leveringen().start(opdracht));
  const auto& leveringen = app.store.leveringen();
  if (!only_the_first || !require(leveringen.stands(opdracht.aansluitcode.text(), opdracht.peildatum))) {
    return aanlevering;
  }
  throw Refusal{
      {Foutcode::voorwaardeOnvervuld,
       "Voor deze peildatum is al een aanlevering verwerkt of vastgehouden, en de koptekst If-None-Match: * verlangt "
       "dat die er niet is. Er is niets veranderd. Stuur een correctie zonder die koptekst."}};
}

/// Takes the body in and commits it; the delivery holds `place`.
Awaitable<Response> deliver(App& app, Exchange& exchange, const proto::Aansluitcode& code, Datum peildatum,
                            Bestandsvorm vorm, QueuedPlaces::Place& place) {
  const auto executor = co_await asio::this_coro::executor;
  const Uploads::Upload upload(app.under_way, code.text(), *exchange.request.caller->oin, executor, exchange.body);
  const auto opdracht = make_order(app, exchange, code, peildatum, vorm.tekenset);
  auto begin = [&] { return start(app, opdracht, asks_for_new_only(exchange.request)); };
  auto aanlevering = co_await run_on(app.upload_pool, begin);
  exchange.body.allow(app.instellingen.now()->limieten.aanlevering);
  const auto intake = std::make_shared<Intake>(std::move(aanlevering), vorm.gzip);
  Breuk breuk(app, code, peildatum);
  Aanvoer aanvoer(app, exchange.body, upload, place, breuk);
  const bool complete = co_await take_in(app, aanvoer, intake);
  if (exchange.request.caller->gone) refuse_revoked(breuk);
  breuk.came_whole();
  auto end = [&] { return finish(*intake, complete); };
  auto afloop = co_await run_on(app.upload_pool, end);
  if (!afloop.resultaat) refuse_unfinished(afloop.resultaat.error(), breuk);
  record(app, *afloop.resultaat);
  co_return std::move(afloop.antwoord);
}

}  // namespace

Awaitable<Response> put_aanlevering(App& app, Exchange& exchange, const storage::AansluitingState& state) {
  const auto& request = exchange.request;
  const auto& aansluiting = state.aansluiting;
  require_delivering_phase(aansluiting);
  const auto peildatum = require_peildatum(exchange.parameters.at(1));
  const auto vorm = require_bestandsvorm(request);
  require_size(app, exchange.body, vorm.gzip);
  require_pace(app, aansluiting);
  auto place = std::make_shared<QueuedPlaces::Place>(co_await admit(app, *request.caller->oin));
  auto antwoord = co_await deliver(app, exchange, aansluiting.code, peildatum, vorm, *place);
  hold_until_sent(antwoord, std::move(place));
  co_return antwoord;
}

}  // namespace vish::server
