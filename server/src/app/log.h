#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/config.h"

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

/// What check_config() remarks, as warnings.
void log_remarks(const std::vector<std::string>& remarks);

/// Writes what is buffered.
void close_log();

}  // namespace vish::server
