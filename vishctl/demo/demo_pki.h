#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "vishctl/demo/certificate.h"

namespace vish::vishctl {

/// A holder of a demonstration certificate. Its OIN has the prefix for tests.
struct DemoParty {
  std::string_view bestand;  ///< the name of the file without its extension
  std::string_view organisatie;
  std::string_view naam;
  std::string_view oin;
  Usage usage;
};

/// Returns every holder in the demonstration but the root.
std::span<const DemoParty> demo_parties();

/// The folder of the revocation list, inside the folder of the demonstration.
inline constexpr std::string_view kDemoCrls = "intrekkingslijsten";

/// Writes a root and a certificate with its key for every party, as `<bestand>.pem` and `<bestand>.key` (readable by
/// its owner only), into an existing folder, and the empty revocation list of the root into kDemoCrls below it. For
/// demonstrations and tests only: a reader of `ca.key` can be anyone. Throws std::runtime_error when a file exists or
/// cannot be written.
void write_demo_pki(const std::filesystem::path& folder);

}  // namespace vish::vishctl
