#include "app/log.h"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

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

}  // namespace

void open_log(const Loginstellingen& settings) {
  auto logger = settings.bestand.empty() ? spdlog::stderr_logger_mt("vishd")
                                         : spdlog::basic_logger_mt("vishd", settings.bestand.string());
  logger->set_level(spdlog::level::from_str(settings.niveau));
  logger->set_formatter(std::make_unique<spdlog::pattern_formatter>(
      R"({"tijd":"%Y-%m-%dT%H:%M:%S.%eZ","niveau":"%l",%v})", spdlog::pattern_time_type::utc));
  logger->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

bool logs(Level level) { return spdlog::default_logger_raw()->should_log(to_spdlog(level)); }

void log_event(Level level, std::string_view event, Fields fields) {
  if (!logs(level)) return;
  nlohmann::ordered_json json{{"gebeurtenis", event}};
  for (const auto& [name, value] : fields) json[std::string(name)] = value;
  std::string text = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  spdlog::log(to_spdlog(level), "{}", std::string_view(text).substr(1, text.size() - 2));
}

void close_log() { spdlog::shutdown(); }

}  // namespace vish::server
