#include "server/vishd/server.h"

#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <csignal>
#include <ctime>
#include <iterator>
#include <mutex>
#include <optional>
#include <utility>

#include "base/calendar/clock.h"
#include "base/calendar/nederlands.h"
#include "server/app/app.h"
#include "server/beheer/beheer_routes.h"
#include "server/config/wijzigingen.h"
#include "server/data/data_routes.h"
#include "server/data/fair_use.h"
#include "server/http/listener.h"
#include "server/jobs/backup.h"
#include "server/log/log.h"
#include "server/observe/observe_routes.h"
#include "server/page/page_routes.h"
#include "server/pki/kept_texts.h"
#include "server/pki/server_chain.h"
#include "server/rules/proef.h"
#include "server/tls/tls.h"
#include "server/vishd/heartbeat.h"
#include "server/vishd/herlezen.h"
#include "server/vishd/make_service.h"
#include "server/vishd/systemd.h"
#include "server/vishd/upkeep.h"
#include "storage/audit/audit.h"
#include "storage/backup/backups.h"

namespace vish::server {
namespace {

constexpr std::size_t kRoomThreads = 2;
/// The places of the room of the operators and of that of the municipalities. Long work there takes a tenth of a
/// second: a caller beside another that uses its whole share waits a few of those.
constexpr SharedPlaces::Bounds kRoomPlaces{256, 16};
/// The beheer and the observation listener have these each, and so stay within reach when the data listener is full.
constexpr SharedPlaces::Bounds kOwnConnections{256, 256};
constexpr SharedPlaces::Bounds kOwnHandshakes{256, 64};
constexpr SharedPlaces::Bounds kNone{0, 0};
/// A stop waits this long for deliveries that are nearly there.
constexpr std::chrono::seconds kUploadsFinish{1};
/// A stop waits this long for half a request, or for an answer that nobody takes in.
constexpr std::chrono::seconds kRequestsFinish{5};
/// At the very end the observation listener lets nobody new in. The first time is for a request that comes in, the
/// second for all the rest.
constexpr std::chrono::milliseconds kHealthFinishes{100};
constexpr std::chrono::milliseconds kHealthEnds{500};

std::shared_ptr<asio::ssl::context> tls(const Config& config, ClientCertificate client) {
  return std::make_shared<asio::ssl::context>(make_tls_context(config.tls, client));
}

std::optional<int> inherited(const std::map<std::string, int>& sockets, const std::string& name) {
  const auto found = sockets.find(name);
  return found == sockets.end() ? std::nullopt : std::optional(found->second);
}

/// Tells systemd when a reload has come to its end, however it ended.
struct Ready {
  Ready() = default;
  Ready(const Ready&) = delete;
  Ready& operator=(const Ready&) = delete;
  ~Ready() { notify_systemd("READY=1"); }
};

/// Makes the workers; with `configured` 0 one fewer than the machine has processors, and at least one.
Workers make_workers(std::uint64_t configured) {
  const auto count = configured > 0 ? configured : std::max(2U, std::thread::hardware_concurrency()) - 1;
  Workers workers;
  for (std::uint64_t i = 0; i < count; ++i) workers.push_back(std::make_unique<Worker>());
  return workers;
}

SharedPlaces::Bounds handshakes(const Limieten& limieten) {
  return {limieten.max_handdrukken, limieten.max_handdrukken_per_adres};
}
SharedPlaces::Bounds known(const Limieten& limieten) { return {limieten.max_verbindingen, limieten.max_verbindingen}; }
SharedPlaces::Bounds anonymous(const Limieten& limieten) {
  return {limieten.max_zonder_certificaat, limieten.max_zonder_certificaat_per_adres};
}

/// Makes the room of a listener with TLS. A slow handshake makes way for another; an open connection stays while nobody
/// has fewer.
Room room(SharedPlaces::Bounds handshakes, SharedPlaces::Bounds known, SharedPlaces::Bounds anonymous) {
  return {{handshakes, SharedPlaces::WhenFull::oldest_goes},
          {known, SharedPlaces::WhenFull::heaviest_goes},
          {anonymous, SharedPlaces::WhenFull::heaviest_goes}};
}

/// Does things later, on a thread of its own. What is not due yet when this ends is not done.
class Later {
 public:
  Later() = default;
  ~Later() {
    waiting_.stop();
    thread_.join();
  }
  Later(const Later&) = delete;
  Later& operator=(const Later&) = delete;

  void after(std::chrono::milliseconds time, std::function<void()> what) {
    auto timer = std::make_shared<asio::steady_timer>(waiting_, time);
    timer->async_wait([timer, what = std::move(what)](const boost::system::error_code& cancelled) {
      if (!cancelled) what();
    });
  }

 private:
  asio::io_context waiting_;
  asio::executor_work_guard<asio::io_context::executor_type> work_{waiting_.get_executor()};
  std::thread thread_{[this] { waiting_.run(); }};
};

}  // namespace

class Server::Impl {
 public:
  Impl(const std::filesystem::path& file, const Config& config, const std::map<std::string, int>& sockets,
       storage::Store& store)
      : file_(file),
        instellingen_(config),
        trust_({config.tls.vertrouwd, config.tls.intrekkingslijsten, saved_lists_of(config)}),
        app_{instellingen_,
             store,
             metrics_,
             upload_pool_,
             operator_room_,
             gemeente_room_,
             observe_pool_,
             backup_pool_,
             now(),
             {config.limieten.max_aanleveringen_tegelijk, config.limieten.max_aanleveringen_wachtend},
             trust_,
             Places{config.limieten.max_bevragingen_tegelijk},
             [this](proto::Auditregel regel) { return reload(std::move(regel)); }},
        upload_pool_(config.limieten.aanlever_werkers),
        upkeep_(app_, config.tls.herlezen, [this] { refresh_trust(); }),
        data_room_(room(handshakes(config.limieten), known(config.limieten), anonymous(config.limieten))),
        workers_(make_workers(config.limieten.werkers)),
        data_("data", config.data, inherited(sockets, "data"), tls(config, ClientCertificate::asked_for),
              serve("data", data_routes(), &trust_), workers_, data_room_),
        beheer_("beheer", config.beheer, inherited(sockets, "beheer"), tls(config, ClientCertificate::required),
                serve("beheer", together({beheer_routes(), pagina_routes()}), &trust_), beheer_workers_, beheer_room_),
        observe_("observatie", config.observatie, inherited(sockets, "observatie"), nullptr,
                 serve("observatie", observe_routes(), nullptr), observe_workers_, observe_room_) {
    app_.certificate_expires = certificate_expires(*data_.tls());
    refresh_trust();
    warn_of_tests_in_productie();
    app_.gebruiksboek.open(now());
    store.on_claim([this](const std::string& aansluitcode) { app_.under_way.cut_for_decision(aansluitcode); });
    make_give_way(upload_pool_, config.limieten.aanlever_werkers);
    gemeente_room_.give_way();
  }

  ~Impl() {
    for (auto* worker : all_workers()) worker->stop();
    for (auto* worker : all_workers()) worker->join();
    end_work();
    observe_pool_.join();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Ports ports() const { return {data_.port(), beheer_.port(), observe_.port()}; }

  void run() {
    upkeep_.start();
    for (auto* listener : listeners()) listener->start();
    wait_for_signal();
    if (const auto interval = watchdog_interval()) keep_watchdog(*interval);
    notify_systemd("READY=1\nSTATUS=In bedrijf");
    waiting_.run();
    notify_systemd("STOPPING=1\nSTATUS=Lopend werk wordt afgemaakt");
    shut_down();
  }

 private:
  void wait_for_signal() {
    signals_.async_wait([this](const boost::system::error_code&, int signal) {
      if (signal != SIGHUP) return waiting_.stop();
      asio::post(upkeep_.pool(), [this] { reload_on_signal(); });
      wait_for_signal();
    });
  }

  void keep_watchdog(std::chrono::microseconds interval) {
    std::vector<Heartbeat::Part> parts;
    parts.emplace_back([this](const Heartbeat::Task& task) { asio::post(upkeep_.pool(), task); });
    auto& health = observe_workers_.front()->context();
    parts.emplace_back([&health](const Heartbeat::Task& task) { asio::post(health, task); });
    heartbeat_.emplace(
        waiting_, std::move(parts), [this] { return what_others_fill_goes_on(); },
        std::chrono::duration_cast<std::chrono::milliseconds>(interval / 3), [] { notify_systemd("WATCHDOG=1"); });
    heartbeat_->start();
  }

  /// Asks the room and each worker, also after one that does not go on.
  bool what_others_fill_goes_on() {
    bool all = operator_room_.goes_on();
    for (auto* worker : all_workers()) all = worker->goes_on() && all;
    return all;
  }

  void reload_on_signal() {
    auto regel = own_line(proto::Handeling::configuratie_reload);
    regel.reden = "SIGHUP";
    try {
      const auto reloaded = reload(std::move(regel));
      if (reloaded) return;
      for (const auto& mistake : reloaded.error()) {
        log_event(Level::error, "instellingen geweigerd; de oude blijven gelden", {{"fout", mistake}});
      }
    } catch (const std::exception& failed) {
      log_event(Level::error, "instellingen niet herlezen", {{"reden", failed.what()}});
    }
  }

  /// Does what App::reload promises.
  Result<Herlading, std::vector<std::string>> reload(proto::Auditregel regel) {
    const std::lock_guard lock(reloading_);
    notify_reloading();
    const Ready ready;
    const auto before = instellingen_.now();
    const auto sinds = regel.tijdstip;
    auto fresh = read_again(file_, *before, *app_.store.stand(), std::time(nullptr));
    regel.uitkomst = fresh ? proto::Uitkomst::uitgevoerd : proto::Uitkomst::geweigerd;
    auto changed = fresh ? wijzigingen(*before, fresh->config) : std::vector<std::string>();
    if (!changed.empty()) regel.onderwerp = opsomming(changed);
    require(app_.store.audit().append_and_wait({{regel}, std::nullopt}));
    if (!fresh) return fresh.error();
    const auto jaren = fresh->config.verantwoording.bewaartermijn_jaren;
    auto remarks = fresh->remarks;
    log_remarks(remarks);
    put_in_force(*std::move(fresh));
    require(app_.store.audit().keep_for(jaren, regel));
    log_event(Level::info, "instellingen herlezen", {{"gewijzigd", opsomming(changed)}});
    return Herlading{sinds, std::move(changed), std::move(remarks)};
  }

  void put_in_force(CheckedConfig fresh) {
    auto notices = trust_.take_over(*fresh.tls.trust, std::time(nullptr));
    app_.certificate_expires = certificate_expires(*fresh.tls.required);
    data_.use(std::move(fresh.tls.asked_for));
    beheer_.use(std::move(fresh.tls.required));
    const auto& limieten = fresh.config.limieten;
    app_.uploads.set_room(limieten.max_aanleveringen_tegelijk, limieten.max_aanleveringen_wachtend);
    app_.questions.set_max(limieten.max_bevragingen_tegelijk);
    data_room_.entering.set_bounds(handshakes(limieten));
    data_room_.known.set_bounds(known(limieten));
    data_room_.anonymous.set_bounds(anonymous(limieten));
    reopen_log(fresh.config.log);
    instellingen_.replace(std::move(fresh.config));
    refresh_trust(std::move(notices));
    warn_of_tests_in_productie();
  }

  void warn_of_tests_in_productie() const {
    for (const auto& melding : test_in_productie(*instellingen_.now(), *app_.store.stand(), trust_)) {
      log_event(Level::warning, "testInProductie", {{"melding", melding}});
    }
  }

  std::vector<Worker*> all_workers() const {
    auto all = serving_workers();
    for (const auto& worker : observe_workers_) all.push_back(worker.get());
    return all;
  }

  /// Reads the revocation lists again and saves those that came into force. `notices` are known already.
  void refresh_trust(std::vector<std::string> notices = {}) {
    auto found = trust_.refresh(std::time(nullptr));
    std::move(found.begin(), found.end(), std::back_inserter(notices));
    if (auto failure = trust_.save(); !failure.empty()) notices.push_back(std::move(failure));
    for (const auto& text : revoked_links_now()) notices.push_back("tls.certificaat " + text);
    review_trust(std::move(notices));
  }

  /// Looks again only after other lists came into force or another certificate did: long lists take long.
  std::vector<std::string> revoked_links_now() {
    const auto context = data_.tls();
    return revoked_links_.about(context, trust_.epoch(), [&] {
      const auto now = std::time(nullptr);
      return revoked_links(server_chain(*context->native_handle(), now), trust_, now);
    });
  }

  std::array<Listener*, 3> listeners() { return {&data_, &beheer_, &observe_}; }

  /// Health answers until all else has come to its end: the process lives, and a program that chooses between servers
  /// should take another server.
  void shut_down() {
    app_.stopping = true;
    log_event(Level::info, "afsluiten begint", {{"verbindingen", std::to_string(connections())}});
    app_.uploads.close();
    for (auto* listener : {&data_, &beheer_}) listener->stop();
    app_.store.backups().stop();
    app_.store.audit().stop();
    end_in_time();
    end_work();
    end_health();
  }

  /// Ends all that the workers handed on; they have ended before.
  void end_work() {
    if (std::exchange(work_ended_, true)) return;
    upload_pool_.join();
    upkeep_.stop();
    backup_pool_.join();
    upkeep_.join();
    operator_room_.join();
    gemeente_room_.join();
    app_.store.on_claim({});
    record_last_refusals(app_);
    // Everything that was submitted before has called back once this returns.
    [[maybe_unused]] const auto last = app_.store.audit().append_and_wait({});
  }

  /// Returns the workers that strangers and operators may fill; health has its own.
  std::vector<Worker*> serving_workers() const {
    std::vector<Worker*> serving;
    for (const auto* workers : {&workers_, &beheer_workers_}) {
      for (const auto& worker : *workers) serving.push_back(worker.get());
    }
    return serving;
  }

  /// Lets requests finish for as long as the configuration says. A delivery that still comes in gets only
  /// kUploadsFinish: its sender sends it again.
  void end_in_time() {
    const auto workers = serving_workers();
    for (auto* worker : workers) worker->drain(kRequestsFinish);
    Later later;
    later.after(kUploadsFinish, [this] { app_.under_way.stop(); });
    later.after(instellingen_.now()->limieten.afsluit, [&workers] {
      log_event(Level::warning, "afsluiten duurt te lang; verbindingen worden verbroken");
      for (auto* worker : workers) worker->stop();
    });
    for (auto* worker : workers) worker->join();
  }

  /// Waits for no client that sends half a request or takes no answer in, because meanwhile nobody else hears of the
  /// server.
  void end_health() {
    observe_.stop();
    Later later;
    for (const auto& worker : observe_workers_) {
      worker->drain(kHealthFinishes);
      later.after(kHealthEnds, [&worker] { worker->stop(); });
    }
    for (const auto& worker : observe_workers_) worker->join();
  }

  std::shared_ptr<const Service> serve(const std::string& listener, Routes routes, const Trust* trust) {
    return make_service(listener, app_, std::move(routes), trust, [this] { return connections(); });
  }

  std::uint64_t connections() const { return data_room_.inside() + beheer_room_.inside() + observe_room_.inside(); }

  /// Looks at every open connection after the revocation lists were read,
  /// which gave these notices.
  void review_trust(std::vector<std::string> notices) {
    const std::lock_guard lock(reviewing_);
    metrics_.crl_notices.Set(static_cast<double>(notices.size()));
    if (notices != notices_) {
      for (const auto& notice : notices) log_event(Level::warning, "intrekkingslijsten", {{"melding", notice}});
    }
    app_.crl_notices.store(std::make_shared<const std::vector<std::string>>(notices));
    notices_ = std::move(notices);
    for (auto* worker : all_workers()) worker->review();
  }

  const std::filesystem::path file_;
  Instellingen instellingen_;
  std::mutex reloading_;
  std::mutex reviewing_;
  asio::io_context waiting_;
  asio::signal_set signals_{waiting_, SIGTERM, SIGINT, SIGHUP};
  Metrics metrics_;
  Trust trust_;
  KeptTexts revoked_links_;
  std::vector<std::string> notices_;  ///< guarded by reviewing_
  App app_;
  asio::thread_pool upload_pool_;
  Workroom operator_room_{kRoomThreads, kRoomPlaces};
  Workroom gemeente_room_{kRoomThreads, kRoomPlaces};
  asio::thread_pool observe_pool_{1};
  asio::thread_pool backup_pool_{kBackupThreads};
  Upkeep upkeep_;
  Room data_room_;
  Room beheer_room_ = room(kOwnHandshakes, kOwnConnections, kNone);
  Room observe_room_{{kNone, SharedPlaces::WhenFull::heaviest_goes},
                     {kNone, SharedPlaces::WhenFull::heaviest_goes},
                     {kOwnConnections, SharedPlaces::WhenFull::oldest_goes}};
  Workers workers_;  ///< of the data listener
  /// Threads that no stranger's questions and deliveries can fill.
  Workers beheer_workers_ = make_workers(1);
  Workers observe_workers_ = make_workers(1);
  std::optional<Heartbeat> heartbeat_;
  bool work_ended_ = false;
  Listener data_;
  Listener beheer_;
  Listener observe_;
};

Server::Server(const std::filesystem::path& file, const Config& config, const std::map<std::string, int>& sockets,
               storage::Store& store)
    : impl_(std::make_unique<Impl>(file, config, sockets, store)) {}
Server::~Server() = default;
Server::Ports Server::ports() const { return impl_->ports(); }
void Server::run() { impl_->run(); }

}  // namespace vish::server
