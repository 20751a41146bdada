#pragma once

#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <ctime>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "proto/messages/auditregel.h"
#include "server/app/metrics.h"
#include "server/app/uploads.h"
#include "server/app/workroom.h"
#include "server/config/instellingen.h"
#include "server/http/message.h"
#include "server/http/places.h"
#include "server/http/queued_places.h"
#include "server/http/route.h"
#include "server/pki/trust.h"
#include "server/usage/aanlevertempo.h"
#include "server/usage/allowance.h"
#include "server/usage/gebruiksboek.h"
#include "server/usage/vragentelling.h"
#include "server/usage/weigeringsboek.h"
#include "storage/backup/backups.h"
#include "storage/store/store.h"

namespace vish::server {

/// So much work of operators on backups at once.
constexpr std::uint64_t kBackupWork = 2;

/// What a reload did to the configuration in force.
struct Herlading {
  Tijdstip sinds;
  std::vector<std::string> gewijzigd;    ///< as wijzigingen() tells it
  std::vector<std::string> opmerkingen;  ///< what does not stand in the way, one Dutch sentence each
};

/// What the routes share. Any thread.
struct App {
  const Instellingen& instellingen;
  storage::Store& store;
  Metrics& metrics;
  asio::thread_pool& upload_pool;   ///< reads and commits deliveries
  Workroom& operator_room;          ///< what operators ask that blocks on the disk
  Workroom& gemeente_room;          ///< the same, for municipalities
  asio::thread_pool& observe_pool;  ///< measures
  asio::thread_pool& backup_pool;   ///< backups: work of minutes, on a disk that may be far away
  Tijdstip started;
  QueuedPlaces uploads;  ///< for deliveries
  Trust& trust;
  Places questions;  ///< for questions that wait for their record
  /// Reads the configuration file again and puts it in force, recorded with
  /// this line; or every mistake, and nothing has changed. Blocks.
  std::function<Result<Herlading, std::vector<std::string>>(proto::Auditregel)> reload;
  std::atomic<std::time_t> certificate_expires{0};  ///< that of the server
  /// The last good one, at most a minute old; null while there is none.
  std::atomic<std::shared_ptr<const storage::Backup>> last_backup{};
  /// Operators' work on backups: never on every thread of backup_pool.
  Places backup_work{kBackupWork};
  /// What is wrong with the revocation lists, in Dutch, when they were last read; never null.
  std::atomic<std::shared_ptr<const std::vector<std::string>>> crl_notices{
      std::make_shared<const std::vector<std::string>>()};
  Vragentelling vragen{};
  Weigeringsboek weigeringen{};
  Aanlevertempo aanlevertempo{};
  Aanlevertempo weigertempo{};  ///< of those that are refused
  Uploads under_way{};          ///< deliveries whose body comes in
  Allowance allowance{};
  Gebruiksboek gebruiksboek{store, instellingen, allowance};
  std::atomic<bool> stopping{false};  ///< what is under way is finished, and nothing else is taken
};

/// The refusal that a failure of storage stands for; `unknown` is what the
/// caller is told when the thing it names does not exist.
Refusal to_refusal(const Error& error, std::string_view unknown);

/// Why no question is answered now, or soon no more, in Dutch; nothing while
/// all is well.
std::optional<std::string> not_ready(const App& app);

/// The value, or the refusal thrown.
template <class T>
T require(Stored<T> stored, std::string_view unknown = "Deze bron bestaat niet.") {
  if (!stored) throw to_refusal(stored.error(), unknown);
  if constexpr (!std::is_void_v<T>) return std::move(*stored);
}

/// The Content-Type without its parameters, in lower case, must be `type` (415).
void require_content_type(const Request& request, std::string_view type);

/// A line for the audit log with who, when and in which trace.
proto::Auditregel audit_line(const Request& request, proto::Handeling handeling, std::string actor);

/// A line for what vishd does of its own accord.
proto::Auditregel own_line(proto::Handeling handeling);

}  // namespace vish::server
