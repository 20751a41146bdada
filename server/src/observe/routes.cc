#include "observe/routes.h"

#include <nlohmann/json.hpp>

#include "app/kalender.h"
#include "app/leveroverzicht.h"
#include "app/pool.h"
#include "observe/aansluitingen.h"
#include "observe/bevragers.h"
#include "observe/family.h"
#include "observe/sleutels.h"
#include "storage/audit.h"

namespace vish::server {
namespace {

Awaitable<Response> live(App&, Exchange&) { co_return json_response(200, R"({"status":"leeft"})"); }

Awaitable<Response> ready(App& app, Exchange&) {
  const auto trouble = app.store.trouble();
  nlohmann::ordered_json json{{"status", trouble ? "nietGereed" : "gereed"}};
  if (trouble) json["reden"] = *trouble;
  co_return json_response(trouble ? 503 : 200, json.dump());
}

prometheus::MetricFamily crl_family(const Trust& trust) {
  auto family =
      gauge_family("vish_crl_next_update_timestamp_seconds", "When the revocation list in force of a CA is overdue");
  for (const auto& list : trust.in_force()) {
    family.metric.push_back(gauge_value({{"issuer", list.issuer}}, static_cast<double>(list.next_update)));
  }
  return family;
}

std::string measure(App& app) {
  const auto stand = app.store.stand();
  const auto nu = now();
  const auto overzicht = leveroverzicht(*stand, nu);
  app.metrics.registraties.Set(static_cast<double>(overzicht.registraties));
  app.metrics.vastgehouden.Set(static_cast<double>(overzicht.vastgehouden));
  app.metrics.auditregels.Set(static_cast<double>(app.store.audit().size()));
  app.metrics.ready.Set(app.store.trouble() ? 0 : 1);
  auto families = aansluiting_families(*stand, nu);
  families.push_back(crl_family(app.trust));
  for (auto& family : bevrager_families(app, nu)) families.push_back(std::move(family));
  for (auto& family : sleutel_families(*stand)) families.push_back(std::move(family));
  return app.metrics.text(std::move(families));
}

/// Away from the questions: there may be hundreds of aansluitingen to go over.
Awaitable<Response> metrics(App& app, Exchange&) {
  auto work = [&] { return measure(app); };
  auto text = co_await run_on(app.desk_pool, work);
  co_return Response{200, "text/plain; version=0.0.4; charset=utf-8", std::move(text), {}};
}

}  // namespace

void add_observe_routes(Router& router, App& app) {
  const auto add = [&](std::string pattern, std::string_view form, auto handler) {
    router.add({http::verb::get,
                std::move(pattern),
                true,
                [&app, handler](Exchange& exchange) { return handler(app, exchange); },
                {form}});
  };
  add("/health/live", kJson, live);
  add("/health/ready", kJson, ready);
  add("/metrics", kPlainText, metrics);
}

}  // namespace vish::server
