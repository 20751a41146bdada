#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "base/calendar/datum.h"
#include "server/message/message.h"
#include "storage/audit/audit.h"

namespace vish::server {

/// Returns the page of the audit log that the query of a request asks for. A day is a day in Amsterdam, and `tot`
/// includes the day or moment that it names. The route has judged each value; a `tot` before `van` is refused (400).
storage::Auditvraag auditpagina_from(const Request& request);

/// Returns the filters of a request for an export in words for the log, checked as those of a page; empty for none.
std::string auditfilter_from(const Request& request);

/// Returns in words for the log what a request for a page looks for: its query without the place and the size of the
/// page; empty for everything.
std::string auditzoekvraag_of(const Request& request);

/// Returns a page as schema Auditregels of beheer-openapi.yaml. Bytes of a line that are not UTF-8 are replaced.
std::string auditpagina_view(const storage::Auditpagina& pagina);

/// Tells which readings of the audit log must be recorded: all but the same question of the same operator within ten
/// minutes, so that paging does not fill the log with lines about itself. Any thread may use it.
class Auditlezingen {
 public:
  static constexpr std::chrono::minutes kOnce{10};
  /// The object remembers this number of questions of one operator; one more makes it forget all of them.
  static constexpr std::size_t kRemembered = 64;

  bool must_record(const std::string& door, const std::string& zoekvraag, Tijdstip nu);
  /// Tells that the record of a reading is durable.
  void recorded(const std::string& door, const std::string& zoekvraag, Tijdstip nu);

 private:
  std::mutex mutex_;
  std::map<std::string, std::map<std::string, Tijdstip>> recorded_;  ///< by operator and question
};

}  // namespace vish::server
