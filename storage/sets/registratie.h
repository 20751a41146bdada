#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "proto/terms/domein.h"
#include "storage/comparison/vergelijking.h"

namespace vish::storage {

/// One registration as the index holds it, before sealing. Days count from 1970-01-01.
struct Registratie {
  std::int32_t startdatum = 0;
  std::int32_t einddatum = kGeenEinddatum;
  proto::Fase fase = proto::Fase::stabilisatie;
  std::int32_t bevestigd = kNetBevestigd;
  std::string_view kenmerk;  ///< refers to text that must outlive this object
};

/// Appends the stored form to `out`.
void append(std::string& out, const Registratie& registratie);
/// Reads the stored form, and returns nothing when it is damaged. The kenmerk refers to `bytes`.
std::optional<Registratie> decode_registratie(std::string_view bytes);

}  // namespace vish::storage
