#include "observe/routes.h"

#include <nlohmann/json.hpp>

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

Awaitable<Response> metrics(App& app, Exchange&) {
  std::uint64_t registraties = 0;
  std::uint64_t vastgehouden = 0;
  for (const auto& [code, aansluiting] : app.store.stand()->aansluitingen) {
    registraties += aansluiting->levering.aantal;
    vastgehouden += aansluiting->levering.vastgehouden ? 1 : 0;
  }
  app.metrics.registraties.Set(static_cast<double>(registraties));
  app.metrics.vastgehouden.Set(static_cast<double>(vastgehouden));
  app.metrics.auditregels.Set(static_cast<double>(app.store.audit().size()));
  app.metrics.ready.Set(app.store.trouble() ? 0 : 1);
  co_return Response{200, "text/plain; version=0.0.4; charset=utf-8", app.metrics.text(), {}};
}

}  // namespace

void add_observe_routes(Router& router, App& app) {
  const auto add = [&](std::string pattern, auto handler) {
    router.add({http::verb::get, std::move(pattern), true,
                [&app, handler](Exchange& exchange) { return handler(app, exchange); }});
  };
  add("/health/live", live);
  add("/health/ready", ready);
  add("/metrics", metrics);
}

}  // namespace vish::server
