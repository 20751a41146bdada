#include "rapporten.h"

#include <string>

#include "codec.h"
#include "engine.h"
#include "storage/leveringen.h"
#include "storage/uuid.h"

namespace vish::storage {

Op put_rapport(std::uint32_t nummer, const proto::Aanleverrapport& rapport) {
  std::string value;
  put_i32(value, rapport.peildatum.days());
  put_u8(value, static_cast<std::uint8_t>(rapport.status));
  value.append(proto::to_json(rapport));
  return {Cf::rapporten, rapport_key(nummer, rapport.aanlevering_id), std::move(value)};
}

Op put_rapport_index(std::uint32_t nummer, const proto::Aanleverrapport& rapport) {
  return {Cf::rapporten, rapport_index_key(rapport.aanlevering_id), nummer_key(nummer)};
}

std::optional<Rapporthoofd> peek_rapport(std::string_view value) {
  Decoder in(value);
  const auto peildatum = proto::Datum::from_days(in.i32());
  const auto status = in.u8();
  if (!in.ok() || !peildatum || status > static_cast<std::uint8_t>(proto::Aanleverstatus::afgewezen)) {
    return std::nullopt;
  }
  return Rapporthoofd{*peildatum, static_cast<proto::Aanleverstatus>(status)};
}

Stored<proto::Aanleverrapport> decode_rapport(std::string_view value) {
  Decoder in(value);
  in.i32();
  in.u8();
  auto rapport = proto::rapport_from_json(in.rest());
  if (!rapport) return Error{ErrorCode::corrupt, "een rapport is beschadigd"};
  return *std::move(rapport);
}

Stored<std::optional<Rapportplaats>> find_rapport(const Database& database, std::string_view aanlevering_id) {
  const auto index = database.get(Cf::rapporten, rapport_index_key(aanlevering_id));
  if (!index) return index.error();
  if (!*index) return std::optional<Rapportplaats>();
  const std::uint32_t nummer = Decoder(**index).u32();
  const auto value = database.get(Cf::rapporten, rapport_key(nummer, aanlevering_id));
  if (!value) return value.error();
  if (!*value) return std::optional<Rapportplaats>();
  auto rapport = decode_rapport(**value);
  if (!rapport) return rapport.error();
  return std::optional(Rapportplaats{nummer, std::move(*rapport)});
}

Stored<std::vector<Aanleverkop>> Leveringen::received(std::string_view aansluitcode, proto::Tijdstip sinds) const {
  std::vector<Aanleverkop> koppen;
  const auto stand = engine_.stand()->aansluiting(aansluitcode);
  if (!stand) return koppen;
  bool good = true;
  const auto prefix = nummer_key(stand->aansluiting.nummer);
  const auto visit = [&](std::string_view key, std::string_view value) {
    const auto moment = moment_of_uuid7(key.substr(prefix.size()));
    const auto hoofd = peek_rapport(value);
    good = moment && hoofd;
    if (!good || *moment < sinds) return false;
    koppen.push_back({*moment, hoofd->peildatum, hoofd->status});
    return true;
  };
  const auto scanned = engine_.database().scan_back(Cf::rapporten, prefix, after_prefix(prefix), visit);
  if (!scanned) return scanned.error();
  if (!good) return Error{ErrorCode::corrupt, "een rapport is beschadigd"};
  return koppen;
}

}  // namespace vish::storage
