#include "server/log/log.h"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/dist_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "server/log/logtempo.h"

namespace vish::server {
namespace {

spdlog::level::level_enum to_spdlog(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warning:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

constexpr auto kPattern = R"({"tijd":"%Y-%m-%dT%H:%M:%S.%eZ","niveau":"%l",%v})";

/// Writes the priority of syslog, for instance "<6>".
class Priority : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& out) override {
    constexpr std::array<std::string_view, 7> kPriorities{"<7>", "<7>", "<6>", "<4>", "<3>", "<2>", "<6>"};
    const auto text = kPriorities.at(static_cast<std::size_t>(message.level));
    out.append(text.data(), text.data() + text.size());
  }
  std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<Priority>(); }
};

/// Whether standard error is the journal of systemd, whose "device:inode" is then in JOURNAL_STREAM (systemd.exec(5)).
bool stderr_is_journal() {
  const char* journal = std::getenv("JOURNAL_STREAM");  // NOLINT(concurrency-mt-unsafe)
  struct stat file {};
  if (journal == nullptr || fstat(STDERR_FILENO, &file) != 0) return false;
  return std::to_string(file.st_dev) + ":" + std::to_string(file.st_ino) == journal;
}

std::shared_ptr<spdlog::sinks::sink> make_sink(const Loginstellingen& settings) {
  std::shared_ptr<spdlog::sinks::sink> sink;
  const bool to_file = !settings.bestand.empty();
  if (to_file) {
    try {
      sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(settings.bestand.string());
    } catch (const spdlog::spdlog_ex&) {
      throw std::runtime_error("log.bestand " + settings.bestand.string() + " is niet te openen");
    }
  } else {
    sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  }
  auto formatter = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
  formatter->add_flag<Priority>('*');
  formatter->set_pattern(!to_file && stderr_is_journal() ? std::string("%*") + kPattern : kPattern);
  sink->set_formatter(std::move(formatter));
  return sink;
}

/// Returns the place that all lines go to; its one sink can be replaced while other threads write.
std::shared_ptr<spdlog::sinks::dist_sink_mt> destination() {
  static const auto shared = std::make_shared<spdlog::sinks::dist_sink_mt>();
  return shared;
}

/// Returns the members of a JSON object without the braces.
std::string members(const nlohmann::ordered_json& json) {
  const auto text = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return text.substr(1, text.size() - 2);
}

std::string fields_text(Fields fields) {
  auto json = nlohmann::ordered_json::object();
  for (const auto& [name, value] : fields) json[std::string(name)] = value;
  return members(json);
}

std::string as_text(std::string_view event, Fields fields) {
  const auto text = members({{"gebeurtenis", event}});
  return fields.size() == 0 ? text : text + "," + fields_text(fields);
}

void write(Level level, std::string_view text) { spdlog::log(to_spdlog(level), "{}", text); }

/// The lines that log_paced() holds back. A kind is the number of its level followed by its text.
struct Paced {
  std::mutex mutex;
  Logtempo tempo;
};
Paced& paced() {
  static Paced only;
  return only;
}

void write_number(const Logtempo::Held& held) {
  const auto number = R"(,"aantal":")" + std::to_string(held.lines) + '"';
  if (held.kind == Logtempo::kOther) return write(Level::warning, as_text("overige regels", {}) + number);
  write(static_cast<Level>(held.kind.front() - '0'), held.kind.substr(1) + number);
}

void write_numbers(Logtempo::Clock::duration interval) {
  std::vector<Logtempo::Held> due;
  {
    const std::lock_guard lock(paced().mutex);
    due = paced().tempo.take_due(Logtempo::Clock::now(), interval);
  }
  for (const auto& held : due) write_number(held);
}

}  // namespace

void open_log(const Loginstellingen& settings) {
  destination()->set_sinks({make_sink(settings)});
  auto logger = std::make_shared<spdlog::logger>("vishd", destination());
  logger->set_level(spdlog::level::from_str(settings.niveau));
  logger->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

void reopen_log(const Loginstellingen& settings) {
  destination()->set_sinks({make_sink(settings)});
  spdlog::default_logger_raw()->set_level(spdlog::level::from_str(settings.niveau));
}

bool logs(Level level) {
  const auto* logger = spdlog::default_logger_raw();
  return logger != nullptr && logger->should_log(to_spdlog(level));
}

void log_event(Level level, std::string_view event, Fields fields) {
  if (logs(level)) write(level, as_text(event, fields));
}

void log_paced(Level level, std::string_view event, Fields kind, Fields more) {
  if (!logs(level)) return;
  const auto text = as_text(event, kind);
  {
    const std::lock_guard lock(paced().mutex);
    // The level is part of the kind, so that the number is written at the same level.
    if (!paced().tempo.admit(std::to_string(static_cast<int>(level)) + text, Logtempo::Clock::now())) return;
  }
  write(level, more.size() == 0 ? text : text + "," + fields_text(more));
}

void log_numbers() { write_numbers(Logtempo::kInterval); }

void log_remarks(const std::vector<std::string>& remarks) {
  for (const auto& remark : remarks) log_event(Level::warning, "instellingen", {{"melding", remark}});
}

void close_log() {
  write_numbers(Logtempo::Clock::duration::zero());
  spdlog::shutdown();
}

}  // namespace vish::server
