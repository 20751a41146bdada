#pragma once

#include <string_view>
#include <vector>

#include "proto/terms/bsn.h"

namespace vish::proto {

// Digits are those of any script, also raised, lowered or in a circle; signs
// that nobody sees count as nothing. Text is UTF-8.

/// Whether the digits of this BSN, also without a leading zero, stand in the
/// text one after the other, whatever other signs stand between them.
bool holds_bsn(std::string_view text, const Bsn& bsn);

/// The numbers in a text that may be the BSN of somebody.
struct PossibleBsns {
  std::vector<Bsn> all;
  bool alone = false;  ///< one of them is nine digits that are no part of a longer number
};

/// The function reads the first 64 digits: nine that stand together, or that are whole
/// groups of digits with anything between them ("1234a56b789"), and pass the elfproef;
/// also eight with their lost zero, where the text holds no other digits and no letters.
PossibleBsns possible_bsns(std::string_view text);
/// Whether there are any; takes little time for a text with fewer digits.
bool holds_possible_bsn(std::string_view text);

}  // namespace vish::proto
