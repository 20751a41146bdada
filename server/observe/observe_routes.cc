#include "server/observe/observe_routes.h"

#include <nlohmann/json.hpp>

#include "base/calendar/clock.h"
#include "proto/json/json_writer.h"
#include "server/app/pool.h"
#include "server/observe/aansluitingen_metrics.h"
#include "server/observe/bevragers_metrics.h"
#include "server/observe/installatie_metrics.h"
#include "server/observe/sleutels_metrics.h"
#include "server/rules/leveroverzicht.h"
#include "storage/audit/audit.h"

namespace vish::server {
namespace {

Awaitable<Response> live(App&, Exchange&) { co_return json_response(200, R"({"status":"leeft"})"); }

Awaitable<Response> ready(App& app, Exchange&) {
  const auto trouble = not_ready(app);
  nlohmann::ordered_json json{{"status", trouble ? "nietGereed" : "gereed"}};
  if (trouble) json["reden"] = *trouble;
  co_return json_response(trouble ? 503 : 200, proto::dump(json));
}

/// Makes the family of refused questions, by the reason in the audit log.
prometheus::MetricFamily refusal_family(const Vragentelling& vragen) {
  prometheus::MetricFamily family{
      "vish_questions_refused_total", "Refused questions by reason", prometheus::MetricType::Counter, {}};
  for (const auto& [reason, count] : vragen.refused_ever()) {
    auto& metric = family.metric.emplace_back();
    metric.label = {{"reason", reason}};
    metric.counter.value = static_cast<double>(count);
  }
  return family;
}

void measure_audit(App& app) {
  const auto& audit = app.store.audit();
  app.metrics.auditregels.Set(static_cast<double>(audit.size()));
  const auto oldest = or_throw(audit.oldest());
  const auto since = oldest ? std::chrono::floor<std::chrono::seconds>(*oldest).time_since_epoch().count() : 0;
  app.metrics.oudste_auditregel.Set(static_cast<double>(since));
}

std::string measure(App& app) {
  const auto stand = app.store.stand();
  const auto nu = now();
  const auto overzicht = leveroverzicht(*stand, nu);
  app.metrics.registraties.Set(static_cast<double>(overzicht.registraties));
  app.metrics.vastgehouden.Set(static_cast<double>(overzicht.vastgehouden.aantal));
  app.metrics.vandaag_verwacht.Set(static_cast<double>(overzicht.vandaag));
  app.metrics.te_laat.Set(static_cast<double>(overzicht.te_laat.aantal));
  measure_audit(app);
  app.metrics.ready.Set(not_ready(app) ? 0 : 1);
  auto families = aansluiting_families(*stand, nu);
  families.push_back(refusal_family(app.vragen));
  for (auto& family : installatie_families(app)) families.push_back(std::move(family));
  for (auto& family : bevrager_families(app, nu)) families.push_back(std::move(family));
  for (auto& family : sleutel_families(*stand)) families.push_back(std::move(family));
  return app.metrics.text(std::move(families));
}

/// Answers /metrics on a thread of its own: hundreds of aansluitingen would delay questions, and the pool for operators
/// may be full.
Awaitable<Response> metrics(App& app, Exchange&) {
  auto work = [&] { return measure(app); };
  auto text = co_await run_on(app.observe_pool, work);
  co_return Response{200, "text/plain; version=0.0.4; charset=utf-8", std::move(text), {}};
}

}  // namespace

Routes observe_routes() {
  const auto open = [](std::string pattern, Handler handler, Terms terms = {}) {
    return Route{http::verb::get, std::move(pattern), Who::anyone, std::move(handler), std::move(terms)};
  };
  return {open("/health/live", live), open("/health/ready", ready, {.answers = {200, 503}}),
          open("/metrics", metrics, {.offers = {kPlainText}})};
}

}  // namespace vish::server
