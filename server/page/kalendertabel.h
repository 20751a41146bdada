#pragma once

#include <string_view>

#include "server/page/html.h"
#include "server/page/page_content.h"

namespace vish::server {

/// What a day is called, and the sign that stands for it where words do not fit.
struct Dagteken {
  std::string_view teken;
  std::string_view woord;
};
Dagteken dagteken(Daguitkomst uitkomst);

/// A row for each aansluiting and a column for each day, with what the signs
/// mean. Nothing is told by colour alone.
Html kalendertabel(const Leverkalender& kalender);

}  // namespace vish::server
