#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "storage/stand.h"

namespace vish::server {

/// What cannot be undone, asked for by one operator and waiting for a second.
struct Wachtverzoek {
  std::string soort;  ///< aansluiting, bevrager or sleutel
  std::string naam;   ///< its aansluitcode, OIN or name
  std::string gevraagd_door;
};

/// Aansluitingen and bevragers to end, and keys to destroy; by kind and name.
std::vector<Wachtverzoek> wachtverzoeken(const storage::Stand& stand);

/// What the second person runs.
std::string tweede_opdracht(std::string_view soort, std::string_view naam);

/// What an answer about one aansluiting, bevrager or sleutel tells of a second person: who must still confirm and how,
/// or that a request for it is void; empty when there is nothing to tell. Dutch lines.
std::string wachtmelding(const nlohmann::json& resource);

}  // namespace vish::server
