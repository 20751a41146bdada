#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "proto/terms/domein.h"
#include "storage/comparison/vergelijking.h"

namespace vish::storage {

/// What the index holds of one registration, before sealing. Days count from
/// 1970-01-01.
struct Registratie {
  std::int32_t startdatum = 0;
  std::int32_t einddatum = kGeenEinddatum;
  proto::Fase fase = proto::Fase::stabilisatie;
  std::int32_t bevestigd = kNetBevestigd;
  std::string_view kenmerk;  ///< of somebody else's text
};

/// Puts the stored form behind what `out` holds.
void append(std::string& out, const Registratie& registratie);
/// The answer views `bytes`.
std::optional<Registratie> decode_registratie(std::string_view bytes);

}  // namespace vish::storage
