#pragma once

#include <string_view>

namespace vish::proto::dagbestand {

/// Whether a value stands for an absent value: a word that programs write for one (NULL, \N, <NA>, None, an error of a
/// spreadsheet), in any letter case, between quotes or brackets, or several of them joined; or signs without a letter
/// or digit.
bool is_null_word(std::string_view value);

}  // namespace vish::proto::dagbestand
