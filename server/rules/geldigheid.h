#pragma once

#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/pki/trust.h"

namespace vish::server {

/// Something without which parties are refused, and until when it holds.
struct Geldigheid {
  enum class Soort : std::uint8_t { server, ca, intrekkingslijst };
  Soort soort;
  std::string naam;                     ///< of the CA; "server"
  std::optional<std::time_t> verloopt;  ///< nothing: a CA without a revocation list
};

std::string_view to_text(Geldigheid::Soort soort);

/// The certificate of the server, which holds until `server`, then each CA and
/// its revocation list. Each name stands once for a kind, with the first moment.
std::vector<Geldigheid> geldigheden(const Trust& trust, std::time_t server);

}  // namespace vish::server
