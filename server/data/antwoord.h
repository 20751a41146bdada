#pragma once

#include "proto/messages/bevraging.h"
#include "proto/registry/parties.h"
#include "storage/index/index.h"
#include "storage/stand/stand.h"

namespace vish::server {

/// Returns the answer to a question that comes at that moment, as far as this bevrager may see (product rules: the
/// match). The stand of `look` gives the names and the handelwijze, and `bevrager` is of that stand; the look ends with
/// the call. Any thread may call this; it waits for nothing.
Stored<proto::Matchantwoord> answer(storage::Look look, const proto::Bevrager& bevrager,
                                    const proto::Bevraging& bevraging, Tijdstip moment);

}  // namespace vish::server
