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

template <class T>
using Member = T& (*)(Config&);

// What a key may hold, and where its value goes.
struct Address {
  Member<std::string> of;
};
struct Port {
  Member<std::uint16_t> of;
};
/// Optional; https.
struct Webaddress {
  Member<std::string> of;
};
struct Loglevel {
  Member<std::string> of;
};
struct Number {
  Member<std::uint64_t> of;
  std::int64_t min;
  std::int64_t max;
};
struct Flag {
  Member<bool> of;
};
struct Seconds {
  Member<std::chrono::seconds> of;
  std::int64_t min;
  std::int64_t max;
};
/// Required, and must exist.
struct InputFile {
  Member<std::filesystem::path> of;
};
/// Required; a file or a folder, which may be away for a while.
struct InputPath {
  Member<std::filesystem::path> of;
};
/// Required, but need not exist.
struct Folder {
  Member<std::filesystem::path> of;
};
/// Optional; must exist when it is given.
struct OptionalFile {
  Member<std::filesystem::path> of;
};
/// Optional; the folder it is in must exist.
struct OutputFile {
  Member<std::filesystem::path> of;
};
/// Optional; the folder it is in must exist.
struct OutputFolder {
  Member<std::filesystem::path> of;
};

struct Key {
  std::string_view section;  ///< empty: top level
  std::string_view name;
  std::variant<Address, Webaddress, Port, Loglevel, Number, Flag, Seconds, InputFile, InputPath, OptionalFile, Folder,
               OutputFile, OutputFolder>
      value;
  std::string_view uitleg;  ///< one line for the operator
  bool herstart = false;    ///< a change of it needs a restart
};

/// Every key of the configuration but those of [[operator]], section by
/// section. The defaults are those of Config.
std::span<const Key> config_keys();

/// The value that `config` has for the key, as TOML.
std::string toml_value(const Key& key, const Config& config);

bool is_required(const Key& key);

/// "section.name", or the name at top level.
std::string full_name(const Key& key);

}  // namespace vish::server
