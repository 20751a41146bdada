#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "base/calendar/datum.h"
#include "server/http/message.h"
#include "storage/audit/audit.h"

namespace vish::server {

/// Which page of the audit log the query of a request asks for. A day is one
/// of Amsterdam, and `tot` includes the day or moment that it names. The route has
/// judged each value; refused (400) when `tot` lies before `van`.
storage::Auditvraag auditpagina_from(const Request& request);

/// The filters of a request for an export, in words for the log; checked as
/// those of a page. Empty: none.
std::string auditfilter_from(const Request& request);

/// What a request for a page looks for, in words for the log: its query without
/// the place and the size of the page. Empty: everything.
std::string auditzoekvraag_of(const Request& request);

/// Tells which readings of the audit log must be recorded: each, but for the
/// same question of the same operator within ten minutes, so that paging fills
/// the log with no lines about itself. Any thread.
class Auditlezingen {
 public:
  static constexpr std::chrono::minutes kOnce{10};
  /// Questions that are remembered of one operator; one more forgets them all.
  static constexpr std::size_t kRemembered = 64;

  bool must_record(const std::string& door, const std::string& zoekvraag, Tijdstip nu);
  /// The record of that reading is durable.
  void recorded(const std::string& door, const std::string& zoekvraag, Tijdstip nu);

 private:
  std::mutex mutex_;
  std::map<std::string, std::map<std::string, Tijdstip>> recorded_;  ///< by operator and question
};

}  // namespace vish::server
