#include "vishd/herlezen.h"

#include <fstream>
#include <utility>

namespace vish::server {
namespace {

/// It is opened anew by its name, and another may have been put there.
bool can_write(const std::filesystem::path& file) { return std::ofstream(file, std::ios::app).is_open(); }

}  // namespace

Result<Herlezen, std::vector<std::string>> read_again(const std::filesystem::path& file, const Config& in_force,
                                                      std::time_t now) {
  auto fresh = load_config(file);
  if (!fresh) return fresh.error();
  auto tls = read_tls(fresh->tls, now);
  auto mistakes = tls ? std::vector<std::string>() : tls.error();
  for (const auto& name : changed_for_restart(in_force, *fresh)) {
    mistakes.push_back(name + " is gewijzigd; dat vraagt een herstart");
  }
  if (const auto& log = in_force.log.bestand; !log.empty() && !can_write(log)) {
    mistakes.push_back("log.bestand " + log.string() + " is niet te openen");
  }
  if (!mistakes.empty()) return mistakes;
  return Herlezen{*std::move(fresh), *std::move(tls)};
}

}  // namespace vish::server
