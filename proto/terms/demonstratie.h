#pragma once

#include <string_view>

namespace vish::proto {

/// The organisation in the subject of the root certificate of a demonstration, by which a server knows that root.
inline constexpr std::string_view kDemoStam = "VISH demonstratie";

}  // namespace vish::proto
