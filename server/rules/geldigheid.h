#pragma once

#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/pki/trust.h"

namespace vish::server {

/// A certificate or list without which parties are refused, and until when it holds.
struct Geldigheid {
  enum class Soort : std::uint8_t { server, ca, intrekkingslijst };
  Soort soort;
  std::string naam;                     ///< the name of the CA, or "server"
  std::optional<std::time_t> verloopt;  ///< absent for a CA without a revocation list
};

std::string_view to_text(Geldigheid::Soort soort);

/// Returns the certificate of the server, which holds until `server`, and then each CA and its revocation list. Each
/// name appears once for a kind, with the first moment.
std::vector<Geldigheid> geldigheden(const Trust& trust, std::time_t server);

}  // namespace vish::server
