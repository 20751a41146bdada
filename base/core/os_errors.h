#pragma once

#include <string>
#include <system_error>

namespace vish {

/// What the operating system refused, in Dutch, to stand behind the name of a
/// file, folder or address and a colon; what is rare stays as the system says it.
std::string dutch_text(const std::error_code& code);

}  // namespace vish
