#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "proto/registry/verzoek.h"
#include "storage/database/database.h"
#include "storage/engine/change.h"

namespace vish::storage {

// Acts that need two persons: the request of the first is recorded, and the act is done when another person requests
// exactly the same (docs/decisions/0047).

/// Returns the request of the operator of that line, for an act that needs no further details.
proto::Verzoek verzoek_of(const proto::Auditregel& regel, proto::Handeling handeling, std::string_view onderwerp);
/// Whether another person has already requested exactly the same act.
bool is_agreed(const Stand& stand, const proto::Verzoek& wens);
/// Makes the change that only records a request, in the place of an earlier request for the same act.
Change ask(const Stand& stand, proto::Auditregel regel, const proto::Verzoek& wens);
/// Removes the request for an act that is done.
void settle(Change& change, const proto::Verzoek& gedaan);
/// Removes one request, and adds the line that tells of the removal: `regel` with that outcome.
void take_out(Change& change, const proto::Verzoek& verzoek, proto::Auditregel regel, proto::Uitkomst uitkomst);
/// Removes the requests that the change makes void, and puts a line for each of them before the lines of the change,
/// which must have at least one.
void void_verzoeken(Change& change, const std::function<bool(const proto::Verzoek&)>& is_void);
/// Removes, as void_verzoeken() does, the requests about an aansluiting and its deliveries.
void void_about_aansluiting(Change& change, std::string_view code);

/// Moves requests that an earlier version kept in the record of a party or a key into records of their own, on disk.
Stored<void> take_over_old_verzoeken(Database& database);
/// Reads all requests into `stand`.
Stored<void> read_verzoeken(const Database& database, Stand& stand);

}  // namespace vish::storage
