#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "vishctl/client/command_session.h"

namespace vish::vishctl {

/// A subject, for instance `organisatie`, of which exactly one command is given.
CLI::App& add_group(CLI::App& app, const std::string& name, const std::string& help);

/// The body of a request, filled by the options of a command.
using Body = std::shared_ptr<Json>;
Body make_body();

/// An option or argument whose value goes into the body at a JSON pointer.
/// What the value must look like is for the server to judge.
template <class T = std::string>
CLI::Option* bind_body(CLI::App& command, const Body& body, const std::string& name, const std::string& pointer,
                       const std::string& help) {
  return command.add_option_function<T>(
      name, [body, target = Json::json_pointer(pointer)](const T& value) { (*body)[target] = value; }, help);
}

/// A flag that sets a property of the body.
CLI::Option* bind_body_flag(CLI::App& command, const Body& body, const std::string& name, const std::string& pointer,
                            const std::string& help, bool value = true);

/// The query of a list, filled by the options of a command.
class QueryString {
 public:
  /// Instead of what that key had.
  void set(const std::string& key, const std::string& value) { values_[key] = value; }
  /// "" or "?key=value&…", escaped where needed.
  std::string text() const;

 private:
  std::map<std::string, std::string> values_;
};

/// An option that goes into the query.
CLI::Option* bind_query(CLI::App& command, const std::shared_ptr<QueryString>& query, const std::string& name,
                        const std::string& key, const std::string& help);

/// What a name within a path may hold: no separators and nothing to escape.
extern const CLI::Validator kPathName;

/// `fase NAAM FASE --reden R`: another phase for one of `collection`, and
/// `end NAAM --reden R`: its last one.
void add_phases(CLI::App& group, const Session& session, const std::string& collection, const std::string& key,
                const View& view);
/// What is done first, with the path of the resource.
using Before = std::function<void(const std::string& resource)>;
/// `list` of a whole collection and `show` of one of its resources.
/// `VERB NAAM --reden R …`: posts a body about one of `collection` to a
/// collection below it. Returns the command, for more options that fill `body`.
CLI::App& add_act(
    CLI::App& group, const Session& session, const std::string& verb, const std::string& help,
    const std::string& collection, const std::string& key, const std::string& below, const View& view, const Body& body,
    const Before& before = [](const std::string&) {});
void add_list(CLI::App& group, const Session& session, const std::string& collection, const View& view);
void add_show(CLI::App& group, const Session& session, const std::string& collection, const std::string& key,
              const View& view);

}  // namespace vish::vishctl
