#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/config/config.h"

namespace vish::server {

enum class Level { debug, info, warning, error };

/// The structured log: one JSON object a line, with time (UTC), level, event
/// and fields. Callers put no personal data in: no BSN, no kenmerk, no name of
/// a person. When standard error is the journal of systemd, each line begins
/// with its priority (sd-daemon(3)). Any thread.
void open_log(const Loginstellingen& settings);

/// Writes from that level on. Where the log is a file, opens it anew by its
/// name: it may have been moved away (logrotate).
void reopen_log(const Loginstellingen& settings);

using Fields = std::initializer_list<std::pair<std::string_view, std::string>>;
/// Whether log_event() writes that level: spares the making of fields.
bool logs(Level level);
void log_event(Level level, std::string_view event, Fields fields = {});

/// For what others can cause as often as they like. The first line of a kind
/// is written, with `more`; of those that come after it, once a minute one with
/// their number (`aantal`). `kind` tells kinds apart; there are few.
void log_paced(Level level, std::string_view event, Fields kind, Fields more = {});
/// Writes the numbers that are due; to be called every few seconds.
void log_numbers();

/// What check_config() remarks, as warnings.
void log_remarks(const std::vector<std::string>& remarks);

/// Writes what is buffered, and all numbers.
void close_log();

}  // namespace vish::server
