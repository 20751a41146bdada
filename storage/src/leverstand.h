#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/stand.h"

namespace vish::storage {

/// The stored form, in column family `standen`.
std::string encode(const Leverstand& stand);
std::optional<Leverstand> decode_leverstand(std::string_view bytes);

/// The processed delivery in force as a herstelpunt; there must be one.
Herstelpunt as_herstelpunt(const Leverstand& stand);

/// Whether that delivery is the held one.
bool holds(const Leverstand& stand, std::string_view aanlevering_id);

}  // namespace vish::storage
