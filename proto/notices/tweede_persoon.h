#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "proto/notices/verzoekmelding.h"
#include "proto/registry/verzoek.h"
#include "proto/terms/domein.h"

namespace vish::proto {

/// What the request is for and what the second person runs.
Verzoekmelding verzoekmelding(const Verzoek& verzoek);
/// The JSON of that.
nlohmann::ordered_json verzoek_view(const Verzoek& verzoek);

/// What an answer tells of a second person: who must still confirm and how, or
/// that a request is void; empty when there is nothing to tell. Dutch lines.
std::string wachtmelding(const nlohmann::json& resource);

/// Which of the requests about a resource a change to that fase would void;
/// empty: none. Dutch lines. `fase` is absent where the server will refuse it.
std::string vervalmelding(const nlohmann::json& resource, std::optional<Aansluitfase> fase);

}  // namespace vish::proto
