#pragma once

#include <string_view>

namespace vish::server {

/// Returns the style sheet of the operators' page: light and dark, from 320 pixels wide, colours with the contrast of
/// WCAG 2.2 AA.
std::string_view stijl();

}  // namespace vish::server
