#pragma once

#include <string_view>

namespace vish::proto {

/// The organisation in the subject of the root certificate of a demonstration; a server recognises that root by this
/// text.
inline constexpr std::string_view kDemoStam = "VISH demonstratie";

}  // namespace vish::proto
