#include "registratie.h"

#include "codec.h"

namespace vish::storage {

std::string encode(const Registratie& registratie) {
  std::string out;
  put_i32(out, registratie.startdatum);
  put_i32(out, registratie.einddatum);
  put_u8(out, static_cast<std::uint8_t>(registratie.fase));
  put_i32(out, registratie.bevestigd);
  put_text(out, registratie.kenmerk);
  return out;
}

std::optional<Registratie> decode_registratie(std::string_view bytes) {
  Decoder in(bytes);
  Registratie registratie;
  registratie.startdatum = in.i32();
  registratie.einddatum = in.i32();
  const auto fase = in.u8();
  registratie.bevestigd = in.i32();
  registratie.kenmerk = in.text();
  if (!in.complete() || fase > static_cast<std::uint8_t>(proto::Fase::nazorg)) return std::nullopt;
  registratie.fase = static_cast<proto::Fase>(fase);
  return registratie;
}

}  // namespace vish::storage
