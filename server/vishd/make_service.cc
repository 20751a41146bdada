#include "server/vishd/make_service.h"

#include <unordered_map>
#include <utility>

#include "server/log/log.h"

namespace vish::server {
namespace {

std::string_view to_text(Turned::Reason reason) {
  switch (reason) {
    case Turned::Reason::full:
      return "vol";
    case Turned::Reason::handshakes:
      return "handdrukken";
    case Turned::Reason::handshake:
      return "handdruk";
    case Turned::Reason::certificate:
      return "certificaat";
    case Turned::Reason::anonymous:
      return "zonderCertificaat";
    case Turned::Reason::empty:
      return "zonderInhoud";
    case Turned::Reason::revoked:
      return "ingetrokken";
  }
  return "";
}

using ByRoute = std::unordered_map<const Route*, std::unique_ptr<RouteMetrics>>;

/// Makes the metrics of each route, and of requests without a route.
std::shared_ptr<ByRoute> route_metrics(Metrics& metrics, const std::string& listener, const Router& router) {
  auto result = std::make_shared<ByRoute>();
  result->emplace(nullptr, metrics.route(listener, "-"));
  for (const auto* route : router.routes()) result->emplace(route, metrics.route(listener, route->pattern));
  return result;
}

void log_request(const std::string& listener, const Answered& answered) {
  if (!logs(Level::debug)) return;
  log_event(Level::debug, "verzoek",
            {{"ingang", listener},
             {"route", answered.route == nullptr ? "-" : answered.route->pattern},
             {"status", std::to_string(answered.status)}});
}

void log_turned_away(const std::string& listener, const Turned& turned) {
  // Otherwise every scan of a port would draw attention.
  const auto level = turned.reason == Turned::Reason::handshake ? Level::debug : Level::info;
  log_paced(level, "verbinding geweigerd",
            {{"ingang", listener}, {"reden", std::string(to_text(turned.reason))}, {"uitleg", turned.detail}});
}

}  // namespace

std::shared_ptr<const Service> make_service(const std::string& listener, App& app, Routes routes, const Trust* trust,
                                            std::function<std::uint64_t()> connections) {
  auto service = std::make_shared<Service>(Service{Router(std::move(routes)), app});
  service->certificate_needed = trust != nullptr;
  service->trust = trust;
  service->instellingen = &app.instellingen;
  auto& metrics = app.metrics;
  service->answered = [&metrics, listener, by_route = route_metrics(metrics, listener, service->router),
                       connections = std::move(connections)](const Answered& answered) {
    by_route->at(answered.route)->answered(answered.status, answered.duration);
    metrics.connections.Set(static_cast<double>(connections()));
    log_request(listener, answered);
  };
  service->fault = [listener](std::string_view what) {
    log_paced(Level::error, "interne fout", {{"ingang", listener}, {"fout", std::string(what)}});
  };
  for (const auto reason :
       {Turned::Reason::full, Turned::Reason::handshakes, Turned::Reason::handshake, Turned::Reason::certificate,
        Turned::Reason::anonymous, Turned::Reason::empty, Turned::Reason::revoked}) {
    metrics.may_turn_away(listener, to_text(reason));
  }
  service->turned_away = [&metrics, listener](const Turned& turned) {
    metrics.turned_away(listener, to_text(turned.reason));
    log_turned_away(listener, turned);
  };
  return service;
}

}  // namespace vish::server
