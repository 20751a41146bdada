#pragma once

#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <ctime>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/published.h"
#include "proto/messages/auditregel.h"
#include "server/app/metrics.h"
#include "server/app/uploads.h"
#include "server/app/workroom.h"
#include "server/config/instellingen.h"
#include "server/message/message.h"
#include "server/message/route.h"
#include "server/pki/trust.h"
#include "server/scheduling/places.h"
#include "server/scheduling/queued_places.h"
#include "server/usage/aanlevertempo.h"
#include "server/usage/allowance.h"
#include "server/usage/gebruiksboek.h"
#include "server/usage/vragentelling.h"
#include "server/usage/weigeringsboek.h"
#include "storage/backup/backups.h"
#include "storage/store/store.h"

namespace vish::server {

/// At most this number of operators may work on backups at once.
constexpr std::uint64_t kBackupWork = 2;

/// The effect of a reload on the configuration in force.
struct Herlading {
  Tijdstip sinds;
  std::vector<std::string> gewijzigd;    ///< as wijzigingen() tells them
  std::vector<std::string> opmerkingen;  ///< remarks that forbid nothing, one Dutch sentence each
};

/// The routes share one App. Any thread may use it.
struct App {
  const Instellingen& instellingen;
  storage::Store& store;
  Metrics& metrics;
  asio::thread_pool& upload_pool;   ///< reads and commits deliveries
  Workroom& operator_room;          ///< requests of operators that block on the disk
  Workroom& gemeente_room;          ///< such requests of municipalities
  asio::thread_pool& observe_pool;  ///< gathers the metrics
  asio::thread_pool& backup_pool;   ///< backups: work of minutes, on a disk that may be far away
  Tijdstip started;
  QueuedPlaces uploads;  ///< for deliveries
  Trust& trust;
  Places questions;  ///< for questions that wait for their record
  /// Reads the configuration file again and puts it in force, or returns every mistake and changes nothing. The audit
  /// log gets the line in both cases. Blocks.
  std::function<Result<Herlading, std::vector<std::string>>(proto::Auditregel)> reload;
  std::atomic<std::time_t> certificate_expires{0};  ///< the end of the certificate of the server
  /// The last good backup, as looked up at most a minute ago; null while there is none.
  Published<const storage::Backup> last_backup{};
  /// The places for the work of operators on backups; backup_pool has more threads than that.
  Places backup_work{kBackupWork};
  /// The Dutch notices on the revocation lists from their last reading; never null.
  Published<const std::vector<std::string>> crl_notices{std::make_shared<const std::vector<std::string>>()};
  Vragentelling vragen{};
  Weigeringsboek weigeringen{};
  Aanlevertempo aanlevertempo{};
  Aanlevertempo weigertempo{};  ///< the pace of the deliveries that are refused
  Uploads under_way{};          ///< deliveries whose body comes in
  Allowance allowance{};
  Gebruiksboek gebruiksboek{store, instellingen, allowance};
  std::atomic<bool> stopping{false};  ///< the server finishes the work under way, and takes no other
};

/// Returns the refusal for a failure of storage; `unknown` tells the caller that the named thing does not exist.
Refusal to_refusal(const Error& error, std::string_view unknown);

/// Returns the Dutch reason why the server answers no question, now or soon; nothing while all is well.
std::optional<std::string> not_ready(const App& app);

/// Returns the value, or throws the refusal for the failure.
template <class T>
T require(Stored<T> stored, std::string_view unknown = "Deze bron bestaat niet.") {
  if (!stored) throw to_refusal(stored.error(), unknown);
  if constexpr (!std::is_void_v<T>) return std::move(*stored);
}

/// Refuses (415) a body whose Content-Type is not `type`, or whose charset is not UTF-8.
void require_content_type(const Request& request, std::string_view type);

/// Makes a line for the audit log with the actor, the moment and the trace of the request, and outcome `uitgevoerd`.
proto::Auditregel audit_line(const Request& request, proto::Handeling handeling, std::string actor);

/// Makes a line for an act of vishd of its own accord.
proto::Auditregel own_line(proto::Handeling handeling);

}  // namespace vish::server
