#include "vishctl/client/connection.h"

#include <openssl/crypto.h>
#include <openssl/http.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/core/textfile.h"
#include "base/toml/tomlfile.h"
#include "vishctl/client/failure.h"

namespace vish::vishctl {

namespace {

namespace fs = std::filesystem;

class Profile {
 public:
  explicit Profile(const fs::path& file) : folder_(file.parent_path()) {
    if (file.empty()) return;
    auto read = read_toml(file);
    if (!read) throw Failure(ExitCode::local, "profiel " + file.string() + ": " + read.error());
    table_ = *std::move(read);
  }

  std::string text(std::string_view key) const { return table_[key].value_or(std::string()); }
  fs::path path(std::string_view key) const {
    const auto value = text(key);
    return value.empty() ? fs::path() : folder_ / value;
  }

  void check(std::vector<std::string>& mistakes) const {
    for (const auto& [key, value] : table_) {
      const bool known =
          key == "server" || key == "certificaat" || key == "sleutel" || key == "vertrouwd" || key == "poortbestand";
      if (!known) mistakes.push_back("profiel: " + std::string(key.str()) + " is geen bekende instelling");
      if (known && !value.is_string()) mistakes.push_back("profiel: " + std::string(key.str()) + " moet tekst zijn");
    }
  }

 private:
  fs::path folder_;
  toml::table table_;
};

std::string server_from_ports(const fs::path& file) {
  const auto ports = nlohmann::json::parse(unreadable(file) ? "" : read_text(file), nullptr, false);
  if (!ports.is_object() || !ports.contains("beheer") || !ports["beheer"].is_number_unsigned()) {
    throw Failure(ExitCode::no_connection, file.string() + " is er niet of noemt geen beheerpoort: draait vishd?");
  }
  return "https://127.0.0.1:" + std::to_string(ports["beheer"].get<unsigned>());
}

struct OpensslFree {
  void operator()(char* text) const { OPENSSL_free(text); }
};

void set_address(const std::string& url, Connection& connection) {
  char* host = nullptr;
  char* port = nullptr;
  int is_https = 0;
  const bool parsed =
      OSSL_HTTP_parse_url(url.c_str(), &is_https, nullptr, &host, &port, nullptr, nullptr, nullptr, nullptr) == 1;
  const std::unique_ptr<char, OpensslFree> owned_host(host);
  const std::unique_ptr<char, OpensslFree> owned_port(port);
  if (!parsed || is_https == 0) throw Failure(ExitCode::wrong_usage, "--server moet eruitzien als https://adres:poort");
  connection.host = host;
  connection.port = port;
}

fs::path required_file(const fs::path& given, const fs::path& from_profile, const std::string& option,
                       std::vector<std::string>& mistakes) {
  const auto& file = given.empty() ? from_profile : given;
  if (file.empty()) {
    mistakes.push_back(option + " ontbreekt (of geef --profiel)");
  } else if (const auto reason = unreadable(file)) {
    mistakes.push_back(option + ": " + *reason);
  }
  return file;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += (text.empty() ? "" : "\n") + line;
  return text;
}

}  // namespace

Connection resolve_connection(const ConnectionOptions& options) {
  const Profile profile(options.profile);
  std::vector<std::string> mistakes;
  profile.check(mistakes);
  Connection connection;
  connection.certificate = required_file(options.certificate, profile.path("certificaat"), "--cert", mistakes);
  connection.key = required_file(options.key, profile.path("sleutel"), "--key", mistakes);
  connection.trusted = required_file(options.trusted, profile.path("vertrouwd"), "--ca", mistakes);
  auto server = options.server.empty() ? profile.text("server") : options.server;
  const auto ports = profile.path("poortbestand");
  if (server.empty() && ports.empty()) mistakes.push_back("--server ontbreekt (of geef --profiel)");
  if (!mistakes.empty()) throw Failure(ExitCode::local, joined(mistakes));
  if (server.empty()) server = server_from_ports(ports);
  set_address(server, connection);
  return connection;
}

}  // namespace vish::vishctl
