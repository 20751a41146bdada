#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "completion.h"
#include "man_page.h"
#include "server/config/config.h"
#include "server/vishd/command_line.h"
#include "vishctl/program/vishctl.h"

namespace {

namespace fs = std::filesystem;
using namespace vish;

void write(const fs::path& file, const std::string& text) {
  std::ofstream out(file);
  if (!(out << text << std::flush)) throw std::runtime_error(file.string() + " cannot be written");
}

/// Where the Debian package keeps what vishd needs.
server::Config packaged() {
  server::Config config;
  config.tls = {"/etc/vish/tls/server.pem", "/etc/vish/tls/server.key", "/etc/vish/tls/vertrouwd.pem",
                "/etc/vish/tls/intrekkingslijsten"};
  config.opslag.map = "/var/lib/vish/data";
  config.opslag.sleutels = "/var/lib/vish/sleutels";
  return config;
}

}  // namespace

/// Writes what the package installs beside the programs, from the programs'
/// own tables, so that the two cannot differ.
int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: vish_manual FOLDER\n";
    return 2;
  }
  try {
    const fs::path folder = argv[1];  // NOLINT(cppcoreguidelines-pro-bounds-pointer-arithmetic)
    vishctl::Session session{.options = {}, .out = std::cout, .err = std::cerr};
    CLI::App vishctl;
    vishctl::add_vishctl(vishctl, session);
    CLI::App vishd;
    server::Opdracht opdracht;
    server::add_vishd(vishd, opdracht);
    write(folder / "vishd.toml", server::to_toml(packaged()));
    write(folder / "vishctl.1",
          packaging::program_page(vishctl, 1, "vishd(8), vishd.toml(5)", packaging::profile_chapters()));
    write(folder / "vishd.8", packaging::program_page(vishd, 8, "vishctl(1), vishd.toml(5)"));
    write(folder / "vishd.toml.5", packaging::settings_page());
    write(folder / "vishctl.bash", packaging::bash_completion(vishctl));
    write(folder / "vishd.bash", packaging::bash_completion(vishd));
  } catch (const std::exception& failure) {
    std::cerr << "vish_manual: " << failure.what() << "\n";
    return 1;
  }
  return 0;
}
