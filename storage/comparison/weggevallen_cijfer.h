#pragma once

#include <string_view>
#include <vector>

#include "proto/terms/bsn.h"

namespace vish::storage {

/// The BSNs of which these eight digits are left where one was lost, without
/// the one that lost a zero in front.
std::vector<proto::Bsn> with_a_digit_more(std::string_view eight);

}  // namespace vish::storage
