#pragma once

#include <string>
#include <system_error>

namespace vish {

/// Returns the Dutch text of an error of the operating system, to follow the name of a file, folder or address and a
/// colon. A rare error keeps the text of the system.
std::string dutch_text(const std::error_code& code);

}  // namespace vish
