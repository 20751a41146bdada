#pragma once

#include <string_view>

#include "server/page/html.h"
#include "server/page/page_content.h"

namespace vish::server {

/// The word for the outcome of a day, and the sign that stands for it where words do not fit.
struct Dagteken {
  std::string_view teken;
  std::string_view woord;
};
Dagteken dagteken(Daguitkomst uitkomst);

/// Makes a table with a row for each aansluiting and a column for each day, and tells what the signs mean. Colour alone
/// tells nothing.
Html kalendertabel(const Leverkalender& kalender);

}  // namespace vish::server
