#include "vishd/herlezen.h"

#include "http/tls_check.h"

namespace vish::server {

Result<Config, std::vector<std::string>> read_again(const std::filesystem::path& file, const Config& in_force,
                                                    std::time_t now) {
  auto fresh = load_config(file);
  if (!fresh) return fresh;
  auto mistakes = tls_mistakes(fresh->tls, now);
  for (const auto& name : changed_for_restart(in_force, *fresh)) {
    mistakes.push_back(name + " is gewijzigd; dat vraagt een herstart");
  }
  if (!mistakes.empty()) return mistakes;
  return fresh;
}

}  // namespace vish::server
