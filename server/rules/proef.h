#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/config/config.h"
#include "server/pki/trust.h"
#include "storage/stand/stand.h"

namespace vish::server {

// These functions keep test data out of productie, unless the configuration declares the installation a proof. Texts
// are Dutch.

/// Names the trusted demonstration CAs in one remark; empty for none.
std::string over_demonstratie_ca(const Trust& trust);

/// Returns why a party may not go to productie; nothing when it may.
std::optional<std::string> houdt_buiten_productie(const Config& config, const Trust& trust,
                                                  const proto::Aansluiting& aansluiting);
std::optional<std::string> houdt_buiten_productie(const Config& config, const Trust& trust,
                                                  const proto::Bevrager& bevrager);
/// Returns the test OINs among `oins`.
std::vector<std::string> test_oins(const std::vector<proto::Oin>& oins);
/// Returns why a creditor may not get these OINs, of which it has `known` already; nothing when it may. New OINs count
/// for questions in productie at once.
std::optional<std::string> houdt_buiten_convenant(const Config& config, const std::vector<proto::Oin>& oins,
                                                  const std::vector<proto::Oin>& known);

/// Returns, one sentence each, test data that is already in productie: from an earlier version, or from an installation
/// that is no longer a proof. It stays as it is. A convenantpartner counts while its last day has not passed.
std::vector<std::string> test_in_productie(const Config& config, const storage::Stand& stand, const Trust& trust);

}  // namespace vish::server
