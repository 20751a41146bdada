#pragma once

#include <filesystem>
#include <string>

namespace vish::vishctl {

/// The options with which vishctl reaches the beheer listener; an option that is not given is empty.
struct ConnectionOptions {
  std::string server;  ///< https://host:port
  std::filesystem::path certificate;
  std::filesystem::path key;
  std::filesystem::path trusted;
  std::filesystem::path profile;
};

/// The address of the beheer listener, and the identity of the operator.
struct Connection {
  std::string host;
  std::string port;
  std::filesystem::path certificate;
  std::filesystem::path key;
  std::filesystem::path trusted;  ///< roots under which the server is accepted
};

/// Completes the options from the profile: TOML with `server`, `certificaat`,
/// `sleutel`, `vertrouwd` and, instead of `server`, the `poortbestand` of a
/// vishd on this machine. Its paths count from its own folder. An option that
/// is given goes before the profile. Throws Failure with every mistake.
Connection resolve_connection(const ConnectionOptions& options);

}  // namespace vish::vishctl
