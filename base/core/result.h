#pragma once

#include <boost/system/result.hpp>

namespace vish {

/// A value, or the reason why there is none. Absence is not a failure: a lookup that may find nothing returns
/// Result<std::optional<T>, E>.
template <class T, class E>
using Result = boost::system::result<T, E>;

}  // namespace vish
