#include "storage/sets/registratie.h"

#include "base/core/codec.h"

namespace vish::storage {
namespace {

/// The first byte: the fase in the low bits, and a bit for each optional field.
enum Kop : std::uint8_t { kFase = 0x0F, kMetEinddatum = 0x10, kMetBevestigd = 0x20 };

}  // namespace

void append(std::string& out, const Registratie& registratie) {
  auto kop = static_cast<std::uint8_t>(registratie.fase);
  if (registratie.einddatum != kGeenEinddatum) kop |= kMetEinddatum;
  if (registratie.bevestigd != kNetBevestigd) kop |= kMetBevestigd;
  put_u8(out, kop);
  put_i32(out, registratie.startdatum);
  if ((kop & kMetEinddatum) != 0) put_i32(out, registratie.einddatum);
  if ((kop & kMetBevestigd) != 0) put_i32(out, registratie.bevestigd);
  out.append(registratie.kenmerk);
}

std::optional<Registratie> decode_registratie(std::string_view bytes) {
  Decoder in(bytes);
  const auto kop = in.u8();
  Registratie registratie;
  registratie.startdatum = in.i32();
  if ((kop & kMetEinddatum) != 0) registratie.einddatum = in.i32();
  if ((kop & kMetBevestigd) != 0) registratie.bevestigd = in.i32();
  const bool known = (kop & ~(kFase | kMetEinddatum | kMetBevestigd)) == 0 &&
                     (kop & kFase) <= static_cast<std::uint8_t>(proto::Fase::nazorg);
  if (!in.ok() || !known) return std::nullopt;
  registratie.fase = static_cast<proto::Fase>(kop & kFase);
  registratie.kenmerk = in.rest();
  return registratie;
}

}  // namespace vish::storage
