#pragma once

#include <chrono>
#include <iosfwd>
#include <string>

#include "vishctl/client/client.h"
#include "vishctl/client/connection.h"
#include "vishctl/client/view.h"

namespace vish::vishctl {

/// Work that takes the server long, as a person at a terminal sees it.
struct Longwork {
  std::string step;          ///< the work, in Dutch
  std::string target = {};   ///< its answer tells how far the work is; empty: only the time that it takes is shown
  std::string pointer = {};  ///< where `gedaanBytes` and `totaalBytes` stand in that answer
};

/// Every command gets a Session: the options that all share, the way to the server and the way to the person.
struct Session {
  ConnectionOptions options;
  bool as_json = false;
  std::ostream& out;
  std::ostream& err;

  /// Sends one request; a null `body` means none. Throws Failure when the server refuses, cannot be reached or does not
  /// answer in JSON.
  Json request(Method method, const std::string& target, const Json& body = nullptr) const;

  /// Sends a request as request() does, and shows meanwhile how far the work is. `deadline` is for the whole call.
  Json wait_for(const Longwork& work, Method method, const std::string& target, const Json& body,
                std::chrono::seconds deadline = kCallDeadline) const;

  /// Reads a file, for instance text/csv, exactly as the server gives it.
  std::string file(const std::string& target, const std::string& mediatype) const;

  /// Gets a list and shows it.
  void list(const std::string& target, const View& view) const;
  /// Shows the answer to a list.
  void show_all(const Json& answer, const View& view) const;
  /// Shows one resource.
  void show(const Json& resource, const View& view) const;
  /// Asks on the terminal whether to go on; throws Failure when the answer is no.
  void confirm(const std::string& question) const;
  /// Sends one request and shows the resource in its answer.
  void one(Method method, const std::string& target, const View& view, const Json& body = nullptr) const;
};

/// Returns a refusal (RFC 9457) as lines for people: a line for each invalid parameter, or without those its detail.
std::string refusal_text(unsigned status, const Json& problem);

}  // namespace vish::vishctl
