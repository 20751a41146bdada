#include "server/vishd/herlezen.h"

namespace vish::server {

Result<CheckedConfig, std::vector<std::string>> read_again(const std::filesystem::path& file, const Config& in_force,
                                                           const storage::Stand& stand, std::time_t now) {
  return check_config(file, now, Occasion::change, [&](const Config& fresh) {
    auto mistakes = operator_mistakes(fresh, stand);
    for (const auto& name : changed_for_restart(in_force, fresh)) {
      mistakes.push_back(name + " is gewijzigd; dat vraagt een herstart");
    }
    return mistakes;
  });
}

}  // namespace vish::server
