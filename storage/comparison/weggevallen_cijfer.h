#pragma once

#include <string_view>
#include <vector>

#include "proto/terms/bsn.h"

namespace vish::storage {

/// Returns the BSNs that become these eight digits when one digit is lost, without the BSN that lost a zero in front.
std::vector<proto::Bsn> with_a_digit_more(std::string_view eight);

}  // namespace vish::storage
