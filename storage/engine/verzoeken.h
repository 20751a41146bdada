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

/// What the operator of that line asks for, where the act says it all.
proto::Verzoek verzoek_of(const proto::Auditregel& regel, proto::Handeling handeling, std::string_view onderwerp);
/// Whether somebody else asked for exactly that.
bool is_agreed(const Stand& stand, const proto::Verzoek& wens);
/// Makes the change that only records a request, in the place of an earlier request for the same act.
Change ask(const Stand& stand, proto::Auditregel regel, const proto::Verzoek& wens);
/// Removes the request for an act that is done.
void settle(Change& change, const proto::Verzoek& gedaan);
/// Takes one request out, and adds the line that tells so: `regel` with that outcome.
void take_out(Change& change, const proto::Verzoek& verzoek, proto::Auditregel regel, proto::Uitkomst uitkomst);
/// Takes out the requests that the change makes void, with a line for each
/// before those of the change, which has one.
void void_verzoeken(Change& change, const std::function<bool(const proto::Verzoek&)>& is_void);
/// Removes, as void_verzoeken() does, the requests about an aansluiting and its deliveries.
void void_about_aansluiting(Change& change, std::string_view code);

/// Moves requests that an earlier version kept in the record of a party or a key into records of their own, on disk.
Stored<void> take_over_old_verzoeken(Database& database);
/// Reads all requests into `stand`.
Stored<void> read_verzoeken(const Database& database, Stand& stand);

}  // namespace vish::storage
