#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "proto/json/rapport.h"
#include "proto/registry/parties.h"
#include "storage/delivery/leveringen.h"
#include "storage/stand/stand.h"

namespace vish::server {

/// Returns the difference as schema Verschil of beheer-openapi.yaml.
std::string verschil_view(const proto::Aanleverrapport& rapport, const storage::Vrijgaveverschil& verschil,
                          const proto::Aansluiting& aansluiting);

/// Returns the deliveries that can be put back, newest first, each as schema HerstelbareAanlevering.
nlohmann::ordered_json herstelbaar_view(const storage::DeliveryState& levering);

}  // namespace vish::server
