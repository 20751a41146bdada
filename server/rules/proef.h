#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/config/config.h"
#include "server/pki/trust.h"
#include "storage/stand/stand.h"

namespace vish::server {

// What belongs to tests stays out of productie, unless the configuration
// declares the whole installation a proof. Dutch texts.

/// The demonstration CAs among those that are trusted, in one remark; empty: none.
std::string over_demonstratie_ca(const Trust& trust);

/// Why that party may not come into productie; nothing when it may.
std::optional<std::string> houdt_buiten_productie(const Config& config, const Trust& trust,
                                                  const proto::Aansluiting& aansluiting);
std::optional<std::string> houdt_buiten_productie(const Config& config, const Trust& trust,
                                                  const proto::Bevrager& bevrager);
/// Those that are test OINs.
std::vector<std::string> test_oins(const std::vector<proto::Oin>& oins);
/// Why a creditor may not get these OINs, of which it has `known` already;
/// nothing when it may. What it gets holds for questions in productie at once.
std::optional<std::string> houdt_buiten_convenant(const Config& config, const std::vector<proto::Oin>& oins,
                                                  const std::vector<proto::Oin>& known);

/// What stands in productie already and may not, one sentence each: those of an
/// earlier version, or of a proof that is one no more. It stays as it is. Of
/// convenantpartners those whose last day has not passed.
std::vector<std::string> test_in_productie(const Config& config, const storage::Stand& stand, const Trust& trust);

}  // namespace vish::server
