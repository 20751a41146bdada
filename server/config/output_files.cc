#include "server/config/output_files.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace vish::server {
namespace {

namespace fs = std::filesystem;

using Named = std::pair<std::string_view, fs::path>;

fs::path real(const fs::path& path) {
  std::error_code failed;
  auto canonical = fs::weakly_canonical(path, failed);
  if (failed) canonical = path.lexically_normal();
  return canonical.has_filename() ? canonical : canonical.parent_path();
}

bool is_same(const fs::path& left, const fs::path& right) {
  std::error_code ignored;
  return real(left) == real(right) || fs::equivalent(left, right, ignored);
}

/// Whether what is written to `output` takes the place of the other, which is a file or may become one.
bool overwrites(const fs::path& output, const fs::path& other) {
  std::error_code ignored;
  const auto status = fs::status(other, ignored);
  return !fs::is_directory(status) && !fs::is_other(status) && is_same(output, other);
}

bool is_within(const fs::path& file, const fs::path& folder) {
  const auto place = real(folder);
  return std::ranges::mismatch(place, real(file)).in1 == place.end();
}

void check_output_file(const Named& output, const std::vector<Named>& others, Mistakes& mistakes) {
  for (const auto& [name, other] : others) {
    if (output.second.empty() || other.empty() || !overwrites(output.second, other)) continue;
    mistakes.add(output.first, "moet een ander bestand zijn dan " + std::string(name) + ": " + other.string());
  }
}

Named log_of(const Config& config) { return {"log.bestand", config.log.bestand}; }
Named ports_of(const Config& config) { return {"poortbestand", config.poortbestand}; }

}  // namespace

void check_output_files(const fs::path& file, const Config& config, Mistakes& mistakes) {
  const auto& tls = config.tls;
  std::vector<Named> others{{"de instellingen", file},
                            {"tls.certificaat", tls.certificaat},
                            {"tls.sleutel", tls.sleutel},
                            {"tls.vertrouwd", tls.vertrouwd},
                            {"tls.intrekkingslijsten", tls.intrekkingslijsten},
                            {"backup.ontvangers", config.backup.ontvangers}};
  check_output_file(ports_of(config), others, mistakes);
  others.push_back(ports_of(config));
  check_output_file(log_of(config), others, mistakes);
  const auto& sleutels = config.opslag.sleutels;
  // The key ring accepts no other file, and the log is opened before it.
  if (!config.log.bestand.empty() && !sleutels.empty() && is_within(config.log.bestand, sleutels)) {
    mistakes.add("log.bestand", "moet een bestand zijn buiten opslag.sleutels: " + sleutels.string());
  }
}

void remark_output_files(const Config& config, Mistakes& remarks) {
  const std::vector<Named> folders{{"opslag.map", config.opslag.map},
                                   {"opslag.sleutels", config.opslag.sleutels},
                                   {"backup.doel", config.backup.doel},
                                   {"verantwoording.kopie", config.verantwoording.kopie}};
  for (const auto& [output, file] : {ports_of(config), log_of(config)}) {
    for (const auto& [name, folder] : folders) {
      if (file.empty() || folder.empty() || !is_within(file, folder)) continue;
      remarks.add(output, "staat in " + std::string(name) + " (" + folder.string() +
                              "), een map die vishd zelf beheert; zet het bestand liever elders");
    }
  }
}

}  // namespace vish::server
