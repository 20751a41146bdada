#pragma once

#include <chrono>
#include <iosfwd>
#include <string>

#include "vishctl/client/client.h"
#include "vishctl/client/connection.h"
#include "vishctl/client/view.h"

namespace vish::vishctl {

/// What every command gets: the options that all share, the way to the server
/// and the way to the person.
struct Session {
  ConnectionOptions options;
  bool as_json = false;
  std::ostream& out;
  std::ostream& err;

  /// Sends one request; `body` null: none. Throws Failure when the server
  /// refuses, cannot be reached or does not answer in JSON.
  /// `deadline`: of the whole call.
  Json request(Method method, const std::string& target, const Json& body = nullptr,
               std::chrono::seconds deadline = kCallDeadline) const;

  /// Reads a file, for instance text/csv, exactly as the server gives it.
  std::string file(const std::string& target, const std::string& mediatype) const;

  void list(const std::string& target, const View& view) const;
  /// Shows the answer to a list.
  void show_all(const Json& answer, const View& view) const;
  void show(const Json& resource, const View& view) const;
  /// Asks on the terminal whether to go on; throws Failure when not.
  void confirm(const std::string& question) const;
  void one(Method method, const std::string& target, const View& view, const Json& body = nullptr,
           std::chrono::seconds deadline = kCallDeadline) const;
};

/// A refusal (RFC 9457) as lines for people: one for each invalid parameter;
/// without those, its detail.
std::string refusal_text(unsigned status, const Json& problem);

}  // namespace vish::vishctl
