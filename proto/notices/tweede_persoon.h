#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "proto/registry/verzoek.h"
#include "proto/terms/domein.h"

namespace vish::proto {

/// What an operator sees of a request that waits for a second person: what it
/// is for in Dutch, who asked, and what the second person runs.
nlohmann::ordered_json verzoek_view(const proto::Verzoek& verzoek);

/// What an answer tells of a second person: who must still confirm and how, or
/// that a request is void; empty when there is nothing to tell. Dutch lines.
std::string wachtmelding(const nlohmann::json& resource);

/// Which of the requests about a resource a change to that fase would void;
/// empty: none. Dutch lines. `fase` is absent where the server will refuse it.
std::string vervalmelding(const nlohmann::json& resource, std::optional<Aansluitfase> fase);

}  // namespace vish::proto
