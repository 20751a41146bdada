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

bool is_within(const fs::path& file, const fs::path& folder) {
  const auto place = real(folder);
  return std::ranges::mismatch(place, real(file)).in1 == place.end();
}

void check_output_file(const Named& output, const std::vector<Named>& others, const std::vector<Named>& folders,
                       Mistakes& mistakes) {
  for (const auto& [name, other] : others) {
    if (other.empty() || !is_same(output.second, other)) continue;
    mistakes.add(output.first, "moet een ander bestand zijn dan " + std::string(name) + ": " + other.string());
  }
  for (const auto& [name, folder] : folders) {
    if (folder.empty() || is_same(output.second, folder) || !is_within(output.second, folder)) continue;
    mistakes.add(output.first, "moet een bestand zijn buiten " + std::string(name) + ": " + folder.string());
  }
}

}  // namespace

void check_output_files(const fs::path& file, const Config& config, Mistakes& mistakes) {
  const auto& tls = config.tls;
  const std::vector<Named> folders{{"opslag.map", config.opslag.map},
                                   {"opslag.sleutels", config.opslag.sleutels},
                                   {"backup.doel", config.backup.doel},
                                   {"verantwoording.kopie", config.verantwoording.kopie}};
  std::vector<Named> others{{"de instellingen", file},
                            {"tls.certificaat", tls.certificaat},
                            {"tls.sleutel", tls.sleutel},
                            {"tls.vertrouwd", tls.vertrouwd},
                            {"tls.intrekkingslijsten", tls.intrekkingslijsten},
                            {"backup.ontvangers", config.backup.ontvangers}};
  others.insert(others.end(), folders.begin(), folders.end());
  const Named log{"log.bestand", config.log.bestand};
  const Named ports{"poortbestand", config.poortbestand};
  if (!ports.second.empty()) check_output_file(ports, others, folders, mistakes);
  others.push_back(ports);
  if (!log.second.empty()) check_output_file(log, others, folders, mistakes);
}

}  // namespace vish::server
