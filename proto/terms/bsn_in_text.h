#pragma once

#include <string_view>
#include <vector>

#include "proto/terms/bsn.h"

namespace vish::proto {

// These functions read digits of any script, also raised, lowered or circled, and pass over hidden signs. Text is
// UTF-8.

/// Whether a text holds the digits of this BSN in order, with or without its leading zero, whatever other signs stand
/// between them.
bool holds_bsn(std::string_view text, const Bsn& bsn);

/// The BSNs that a text may hold.
struct PossibleBsns {
  std::vector<Bsn> all;
  bool alone = false;  ///< one of them is not a part of a longer number
};

/// Finds nine digits that pass the elfproef among the first 64 digits of a text: digits that stand together, or whole
/// groups of digits with anything between them ("1234a56b789"). Eight digits count with their lost zero where they are
/// a group of their own that begins with another digit, or where the text holds no other digits and no letters.
PossibleBsns possible_bsns(std::string_view text);
/// Whether possible_bsns() would find any. A text with fewer than eight digits takes little time.
bool holds_possible_bsn(std::string_view text);

}  // namespace vish::proto
