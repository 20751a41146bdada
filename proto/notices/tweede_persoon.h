#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "proto/notices/verzoekmelding.h"
#include "proto/registry/verzoek.h"
#include "proto/terms/domein.h"

namespace vish::proto {

/// Returns the request as operators see it, with the command for the second person.
Verzoekmelding verzoekmelding(const Verzoek& verzoek);
/// Returns the JSON of verzoekmelding().
nlohmann::ordered_json verzoek_view(const Verzoek& verzoek);

/// Returns Dutch lines about the requests in an answer: that a request waits for a second person and how that person
/// confirms it, or that a request is void. Empty when there is nothing to tell.
std::string wachtmelding(const nlohmann::json& resource);

/// Returns Dutch lines about the requests for a resource that a change to `fase` would void, or an empty text for none.
/// `fase` is absent for a value that the server will refuse.
std::string vervalmelding(const nlohmann::json& resource, std::optional<Aansluitfase> fase);

}  // namespace vish::proto
