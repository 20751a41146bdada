#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/config/config.h"

namespace vish::server {

/// The importance of a line.
enum class Level { debug, info, warning, error };

/// Opens the structured log: one JSON object a line, with the time (UTC), level, event and fields. Callers put no
/// personal data in it: no BSN, no kenmerk, no name of a person. Where standard error is the journal of systemd, each
/// line begins with its priority (sd-daemon(3)). Throws std::runtime_error when the file cannot be opened. The
/// functions below are safe to call from any thread.
void open_log(const Loginstellingen& settings);

/// Applies a changed level, and opens the file of the log again by its name: it may have been moved away (logrotate).
void reopen_log(const Loginstellingen& settings);

/// The fields of a line: names and values.
using Fields = std::initializer_list<std::pair<std::string_view, std::string>>;
/// Whether log_event() writes lines of that level, so that a caller need not make their fields.
bool logs(Level level);
/// Writes a line, if its level is written.
void log_event(Level level, std::string_view event, Fields fields = {});

/// Writes a line about an event that clients can cause as often as they like. The first line of a kind is written, with
/// `more`; of the later ones at most one a minute, which tells their number (`aantal`). `kind` tells kinds apart; there
/// are few kinds.
void log_paced(Level level, std::string_view event, Fields kind, Fields more = {});
/// Writes the numbers that are due. The program calls this every few seconds.
void log_numbers();

/// Writes the remarks of check_config() as warnings.
void log_remarks(const std::vector<std::string>& remarks);

/// Writes all numbers and everything that is buffered.
void close_log();

}  // namespace vish::server
