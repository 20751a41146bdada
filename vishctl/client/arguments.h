#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "vishctl/client/command_session.h"

namespace vish::vishctl {

/// Adds a subject, for instance `organisatie`; a command line gives exactly one of its commands.
CLI::App& add_group(CLI::App& app, const std::string& name, const std::string& help);

/// The body of a request, filled by the options of a command.
using Body = std::shared_ptr<Json>;
/// Makes an empty body.
Body make_body();

/// Adds an option or argument whose value goes into the body at a JSON pointer. The server judges the value.
template <class T = std::string>
CLI::Option* bind_body(CLI::App& command, const Body& body, const std::string& name, const std::string& pointer,
                       const std::string& help) {
  return command.add_option_function<T>(
      name, [body, target = Json::json_pointer(pointer)](const T& value) { (*body)[target] = value; }, help);
}

/// Adds a flag that sets a property of the body to `value`.
CLI::Option* bind_body_flag(CLI::App& command, const Body& body, const std::string& name, const std::string& pointer,
                            const std::string& help, bool value = true);

/// The query of a list, filled by the options of a command.
class QueryString {
 public:
  /// Sets the value of a key, in the place of an earlier value.
  void set(const std::string& key, const std::string& value) { values_[key] = value; }
  /// Returns "" or "?key=value&…", escaped where needed.
  std::string text() const;

 private:
  std::map<std::string, std::string> values_;
};

/// Adds an option that goes into the query.
CLI::Option* bind_query(CLI::App& command, const std::shared_ptr<QueryString>& query, const std::string& name,
                        const std::string& key, const std::string& help);

/// A name within a path holds no separators and nothing to escape.
extern const CLI::Validator kPathName;

/// Adds `fase NAAM FASE --reden R`, which brings one of `collection` to another phase, and `end NAAM --reden R`, which
/// brings it to its last phase.
void add_phases(CLI::App& group, const Session& session, const std::string& collection, const std::string& key,
                const View& view);
/// Runs before the request of a command, with the path of the resource.
using Before = std::function<void(const std::string& resource)>;
/// Adds `VERB NAAM --reden R …`, which posts a body about one of `collection` to the collection `below` it, after
/// `before`. Returns the command, for more options that fill `body`.
CLI::App& add_act(
    CLI::App& group, const Session& session, const std::string& verb, const std::string& help,
    const std::string& collection, const std::string& key, const std::string& below, const View& view, const Body& body,
    const Before& before = [](const std::string&) {});
/// Adds `list`, which shows a whole collection.
void add_list(CLI::App& group, const Session& session, const std::string& collection, const View& view);
/// Adds `show`, which shows one resource of a collection.
void add_show(CLI::App& group, const Session& session, const std::string& collection, const std::string& key,
              const View& view);

}  // namespace vish::vishctl
