#pragma once

#include "proto/bevraging.h"
#include "proto/register.h"
#include "storage/index.h"
#include "storage/stand.h"

namespace vish::server {

/// The answer to a question that comes at that moment, as far as this bevrager
/// may see (product rules: the match). Any thread; waits for nothing.
storage::Stored<proto::Matchantwoord> answer(const storage::Index& index, const storage::Stand& stand,
                                             const proto::Bevrager& bevrager, const proto::Bevraging& bevraging,
                                             proto::Tijdstip moment);

}  // namespace vish::server
