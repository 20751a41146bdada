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

std::vector<std::string> operator_mistakes(const Config& config, const storage::Stand& stand) {
  std::vector<std::string> mistakes;
  for (const auto& [naam, rol, vingerafdruk] : config.operators) {
    const auto registered = stand.operators.find(naam);
    if (registered != stand.operators.end() && registered->second.beeindigd_op) {
      mistakes.push_back("operator.naam " + naam +
                         " was van een beheerder in het register die is beëindigd; een naam " +
                         "gaat nooit naar een ander");
    }
    const auto holder = stand.vingerafdrukken.find(vingerafdruk);
    if (holder != stand.vingerafdrukken.end() && holder->second != naam) {
      mistakes.push_back("operator.vingerafdruk van " + naam + ": dit certificaat is of was van " + holder->second +
                         " in het register; een certificaat gaat nooit naar een ander");
    }
  }
  return mistakes;
}

}  // namespace vish::server
