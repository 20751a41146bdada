#pragma once

#include <filesystem>

namespace vish::vishctl {

/// Makes an empty database for an existing key ring. Throws Failure.
void make_store(const std::filesystem::path& folder, const std::filesystem::path& keyring);

/// Makes the certificates of a demonstration in a folder that does not exist
/// or is empty. Throws Failure.
void make_demo_pki(const std::filesystem::path& folder);

/// Sets up a complete demonstration in a folder that does not exist or is
/// empty: certificates, key ring, database, vishd.toml with one operator,
/// vishctl.toml and voorbeeld.csv, a day file of public test numbers. With
/// `free_ports` vishd chooses its ports. Throws Failure.
void make_demo(const std::filesystem::path& folder, bool free_ports);

}  // namespace vish::vishctl
