#include "vishd/server.h"

#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <csignal>
#include <ctime>
#include <latch>
#include <unordered_map>

#include "app/app.h"
#include "app/kalender.h"
#include "app/log.h"
#include "app/recurring.h"
#include "app/verloop.h"
#include "beheer/routes.h"
#include "data/fair_use.h"
#include "data/routes.h"
#include "http/listener.h"
#include "http/tls.h"
#include "observe/routes.h"
#include "storage/audit.h"
#include "storage/threads.h"

namespace vish::server {
namespace {

constexpr std::size_t kDeskThreads = 2;
/// Of the beheer and the observation listener each: they stay within reach
/// when the data listener is full.
constexpr std::uint64_t kOwnConnections = 256;

std::shared_ptr<asio::ssl::context> tls(const Config& config, ClientCertificate client) {
  return std::make_shared<asio::ssl::context>(make_tls_context(config.tls, client));
}

/// Each task holds its thread until all have one, and may be the last to leave.
void make_give_way(asio::thread_pool& pool, std::uint64_t threads) {
  const auto all = std::make_shared<std::latch>(static_cast<std::ptrdiff_t>(threads));
  for (std::uint64_t i = 0; i < threads; ++i) {
    asio::post(pool, [all] {
      storage::give_way();
      all->arrive_and_wait();
    });
  }
}

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
    case Turned::Reason::revoked:
      return "ingetrokken";
  }
  return "";
}

std::vector<std::unique_ptr<Worker>> make_workers(std::uint64_t count) {
  std::vector<std::unique_ptr<Worker>> workers;
  for (std::uint64_t i = 0; i < count; ++i) workers.push_back(std::make_unique<Worker>());
  return workers;
}

}  // namespace

class Server::Impl {
 public:
  Impl(const Config& config, storage::Store& store)
      : config_(config),
        app_{config,
             store,
             metrics_,
             upload_pool_,
             desk_pool_,
             now(),
             {config.limieten.max_aanleveringen_tegelijk, config.limieten.max_aanleveringen_wachtend},
             trust_,
             Bound{config.limieten.max_bevragingen_tegelijk}},
        upload_pool_(config.limieten.aanlever_werkers),
        workers_(make_workers(config.limieten.werkers)),
        data_(config.data, tls(config, ClientCertificate::asked_for), service("data", add_data_routes, &trust_),
              workers_, data_room_),
        beheer_(config.beheer, tls(config, ClientCertificate::required), service("beheer", add_beheer_routes, &trust_),
                workers_, beheer_room_),
        observe_(config.observatie, nullptr, service("observatie", add_observe_routes, nullptr), workers_,
                 observe_room_) {
    review_trust();
    app_.gebruiksboek.open(now());
    make_give_way(upload_pool_, config.limieten.aanlever_werkers);
  }

  ~Impl() {
    for (const auto& worker : workers_) worker->stop();
    for (const auto& worker : workers_) worker->join();
    upload_pool_.join();
    for (auto* task : tasks()) task->stop();
    desk_pool_.join();
    record_last_refusals(app_);
    // Whatever was submitted before has called back once this returns.
    [[maybe_unused]] const auto last = app_.store.audit().append_and_wait({});
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Ports ports() const { return {data_.port(), beheer_.port(), observe_.port()}; }

  void run() {
    for (auto* task : tasks()) task->start();
    for (auto* listener : listeners()) listener->start();
    signals_.async_wait([](const boost::system::error_code&, int) {});
    waiting_.run();
    shut_down();
  }

 private:
  std::array<Recurring*, 4> tasks() { return {&verloop_, &herlezen_, &gebruiksboek_, &weigeringen_}; }
  std::array<Listener*, 3> listeners() { return {&data_, &beheer_, &observe_}; }

  void shut_down() {
    log_event(Level::info, "afsluiten begint", {{"verbindingen", std::to_string(connections())}});
    for (auto* listener : listeners()) listener->stop();
    for (const auto& worker : workers_) worker->drain();
    asio::io_context waiting;
    asio::steady_timer limit(waiting, config_.limieten.afsluit);
    limit.async_wait([this](const boost::system::error_code& cancelled) {
      if (cancelled) return;
      log_event(Level::warning, "afsluiten duurt te lang; verbindingen worden verbroken");
      for (const auto& worker : workers_) worker->stop();
    });
    std::thread waiter([&] { waiting.run(); });
    for (const auto& worker : workers_) worker->join();
    asio::post(waiting, [&] { limit.cancel(); });
    waiter.join();
  }

  template <class AddRoutes>
  std::shared_ptr<const Service> service(std::string name, AddRoutes add_routes, const Trust* trust) {
    auto service = std::make_shared<Service>();
    add_routes(service->router, app_);
    service->certificate_needed = trust != nullptr;
    service->trust = trust;
    service->limits = config_.limieten;
    service->answered = [this, name, by_route = route_metrics(name, service->router)](const Answered& answered) {
      by_route->at(answered.route)->answered(answered.status, answered.duration);
      metrics_.connections.Set(static_cast<double>(connections()));
      if (!logs(Level::debug)) return;
      log_event(Level::debug, "verzoek",
                {{"ingang", name},
                 {"route", answered.route == nullptr ? "-" : answered.route->pattern},
                 {"status", std::to_string(answered.status)}});
    };
    service->fault = [name](std::string_view what) {
      log_event(Level::error, "interne fout", {{"ingang", name}, {"fout", std::string(what)}});
    };
    service->turned_away = [this, name](const Turned& turned) {
      metrics_.turned_away(name, to_text(turned.reason));
      log_event(Level::info, "verbinding geweigerd",
                {{"ingang", name}, {"reden", std::string(to_text(turned.reason))}, {"uitleg", turned.detail}});
    };
    return service;
  }

  using ByRoute = std::unordered_map<const Route*, std::unique_ptr<RouteMetrics>>;

  /// Of each route, and of requests without one.
  std::shared_ptr<ByRoute> route_metrics(const std::string& listener, const Router& router) {
    auto result = std::make_shared<ByRoute>();
    result->emplace(nullptr, metrics_.route(listener, "-"));
    for (const auto* route : router.routes()) result->emplace(route, metrics_.route(listener, route->pattern));
    return result;
  }

  std::uint64_t connections() const {
    return data_room_.connections.inside() + beheer_room_.connections.inside() + observe_room_.connections.inside();
  }

  /// Looks at the revocation lists and then at every open connection.
  void review_trust() {
    auto notices = trust_.refresh(std::time(nullptr));
    metrics_.crl_notices.Set(static_cast<double>(notices.size()));
    if (notices != notices_) {
      for (const auto& notice : notices) log_event(Level::warning, "intrekkingslijsten", {{"melding", notice}});
    }
    notices_ = std::move(notices);
    for (const auto& worker : workers_) worker->review();
  }

  const Config& config_;
  asio::io_context waiting_;
  asio::signal_set signals_{waiting_, SIGTERM, SIGINT};
  Metrics metrics_;
  Trust trust_{config_.tls.vertrouwd, config_.tls.intrekkingslijsten};
  std::vector<std::string> notices_;
  App app_;
  asio::thread_pool upload_pool_;
  asio::thread_pool desk_pool_{kDeskThreads};
  Recurring verloop_{
      desk_pool_, kVerloopInterval, [this] { expire_held(app_.store, metrics_, now()); },
      [](std::string_view what) {
        log_event(Level::error, "verlopen mislukt; over een minuut opnieuw", {{"reden", std::string(what)}});
      }};
  Recurring herlezen_{desk_pool_, config_.tls.herlezen, [this] { review_trust(); },
                      [](std::string_view what) {
                        log_event(Level::error, "intrekkingslijsten niet nagezien", {{"reden", std::string(what)}});
                      }};
  Room data_room_{Bound(config_.limieten.max_verbindingen), Bound(config_.limieten.max_handdrukken)};
  Room beheer_room_{Bound(kOwnConnections), Bound(kOwnConnections)};
  Room observe_room_{Bound(kOwnConnections), Bound(kOwnConnections)};
  Recurring gebruiksboek_{
      desk_pool_, kBoekInterval, [this] { app_.gebruiksboek.update(now()); },
      [](std::string_view what) {
        log_event(Level::error, "gebruik bijwerken mislukt; over een minuut opnieuw", {{"reden", std::string(what)}});
      }};
  Recurring weigeringen_{desk_pool_, kWeigeringenInterval, [this] { record_refusals(app_, Gebruiker::Clock::now()); },
                         [](std::string_view what) {
                           log_event(Level::error, "geweigerde vragen niet vastgelegd", {{"reden", std::string(what)}});
                         }};
  std::vector<std::unique_ptr<Worker>> workers_;
  Listener data_;
  Listener beheer_;
  Listener observe_;
};

Server::Server(const Config& config, storage::Store& store) : impl_(std::make_unique<Impl>(config, store)) {}
Server::~Server() = default;
Server::Ports Server::ports() const { return impl_->ports(); }
void Server::run() { impl_->run(); }

}  // namespace vish::server
