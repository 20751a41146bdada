#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "server/config/config.h"

namespace vish::server {

/// The member of a Config that holds a setting.
template <class T>
using Member = T& (*)(Config&);

// These are the kinds of values of a key, each with the member that holds the value.
/// An IPv4 or IPv6 address.
struct Address {
  Member<std::string> of;
};
/// A port, 0 to 65535.
struct Port {
  Member<std::uint16_t> of;
};
/// An optional https address.
struct Webaddress {
  Member<std::string> of;
};
/// The level of the log: debug, info, warning or error.
struct Loglevel {
  Member<std::string> of;
};
/// A whole number from `min` to `max`.
struct Number {
  Member<std::uint64_t> of;
  std::int64_t min;
  std::int64_t max;
};
/// A flag: true or false.
struct Flag {
  Member<bool> of;
};
/// A whole number of seconds from `min` to `max`.
struct Seconds {
  Member<std::chrono::seconds> of;
  std::int64_t min;
  std::int64_t max;
};
/// A required file that exists.
struct InputFile {
  Member<std::filesystem::path> of;
};
/// A required file or folder, which may be absent for a while.
struct InputPath {
  Member<std::filesystem::path> of;
};
/// A required folder, which need not exist.
struct Folder {
  Member<std::filesystem::path> of;
};
/// An optional file, which exists when it is given.
struct OptionalFile {
  Member<std::filesystem::path> of;
};
/// An optional file, in a folder that must exist.
struct OutputFile {
  Member<std::filesystem::path> of;
};
/// An optional folder, in a folder that must exist.
struct OutputFolder {
  Member<std::filesystem::path> of;
};

/// One key of the configuration.
struct Key {
  std::string_view section;  ///< empty for the top level
  std::string_view name;
  std::variant<Address, Webaddress, Port, Loglevel, Number, Flag, Seconds, InputFile, InputPath, OptionalFile, Folder,
               OutputFile, OutputFolder>
      value;
  std::string_view uitleg;  ///< an explanation for the operator, one line of Dutch
  bool herstart = false;    ///< a change of the value needs a restart
};

/// Returns every key of the configuration but those of [[operator]], section by section. The defaults are those of
/// Config.
std::span<const Key> config_keys();

/// Returns the value of a key in `config`, as TOML.
std::string toml_value(const Key& key, const Config& config);

/// Whether a configuration without the key is refused.
bool is_required(const Key& key);

/// Returns "section.name", or the name alone for the top level.
std::string full_name(const Key& key);

}  // namespace vish::server
