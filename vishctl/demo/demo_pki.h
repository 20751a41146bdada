#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "vishctl/demo/certificate.h"

namespace vish::vishctl {

/// A holder of a demonstration certificate. Its OIN has the prefix for tests.
struct DemoParty {
  std::string_view bestand;  ///< file name without extension
  std::string_view organisatie;
  std::string_view naam;
  std::string_view oin;
  Usage usage;
};

/// Everyone in the demonstration but its root.
std::span<const DemoParty> demo_parties();

/// Where the revocation list of the demonstration is, counted from its folder.
inline constexpr std::string_view kDemoCrls = "intrekkingslijsten";

/// Writes a root and a certificate with key for every party, as
/// `<bestand>.pem` and `<bestand>.key` (readable by its owner only), into an
/// existing folder, and the root's empty revocation list into one below it. For demonstrations and tests only: whoever
/// reads `ca.key` can be anyone. Throws std::runtime_error when a file exists or cannot be written.
void write_demo_pki(const std::filesystem::path& folder);

}  // namespace vish::vishctl
