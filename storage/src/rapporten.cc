#include "rapporten.h"

#include <string>

#include "codec.h"
#include "engine.h"
#include "storage/leveringen.h"
#include "storage/uuid.h"

namespace vish::storage {
namespace {

/// Set in the byte of the status when the moment of receipt follows.
constexpr std::uint8_t kWithMoment = 0x80;

/// Takes the head off; nothing when it is damaged.
std::optional<Rapporthoofd> take_head(Decoder& in) {
  const auto peildatum = proto::Datum::from_days(in.i32());
  const auto byte = in.u8();
  std::optional<proto::Tijdstip> ontvangen_op;
  if ((byte & kWithMoment) != 0) ontvangen_op.emplace(std::chrono::milliseconds(in.i64()));
  const auto status = byte & ~kWithMoment;
  const bool known = status <= static_cast<int>(proto::Aanleverstatus::afgewezen);
  if (!in.ok() || !peildatum || !known) return std::nullopt;
  return Rapporthoofd{*peildatum, static_cast<proto::Aanleverstatus>(status), ontvangen_op};
}

Error damaged() { return {ErrorCode::corrupt, "een rapport is beschadigd"}; }

/// When the delivery came, as its report tells; not by its id, which keeps
/// ascending when a clock is set back.
Stored<proto::Tijdstip> moment_of(const Rapporthoofd& hoofd, std::string_view value) {
  if (hoofd.ontvangen_op) return *hoofd.ontvangen_op;
  const auto rapport = decode_rapport(value);
  if (!rapport) return rapport.error();
  return rapport->ontvangen_op;
}

}  // namespace

Op put_rapport(std::uint32_t nummer, const proto::Aanleverrapport& rapport) {
  std::string value;
  put_i32(value, rapport.peildatum.days());
  put_u8(value, kWithMoment | static_cast<std::uint8_t>(rapport.status));
  put_i64(value, rapport.ontvangen_op.time_since_epoch().count());
  value.append(proto::to_json(rapport));
  return {Cf::rapporten, rapport_key(nummer, rapport.aanlevering_id), std::move(value)};
}

Op put_rapport_index(std::uint32_t nummer, const proto::Aanleverrapport& rapport) {
  return {Cf::rapporten, rapport_index_key(rapport.aanlevering_id), nummer_key(nummer)};
}

std::optional<Rapporthoofd> peek_rapport(std::string_view value) {
  Decoder in(value);
  return take_head(in);
}

Stored<proto::Aanleverrapport> decode_rapport(std::string_view value) {
  Decoder in(value);
  if (!take_head(in)) return damaged();
  auto rapport = proto::rapport_from_json(in.rest());
  if (!rapport) return damaged();
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
  std::optional<Error> broken;
  const auto prefix = nummer_key(stand->aansluiting.nummer);
  const auto visit = [&](std::string_view key, std::string_view value) {
    const auto made = moment_of_uuid7(key.substr(prefix.size()));
    const auto hoofd = peek_rapport(value);
    if (!made || !hoofd) {
      broken = damaged();
      return false;
    }
    // No id is of before its delivery came: what follows came earlier still.
    if (*made < sinds) return false;
    const auto moment = moment_of(*hoofd, value);
    if (!moment) {
      broken = moment.error();
      return false;
    }
    if (*moment >= sinds) koppen.push_back({*moment, hoofd->peildatum, hoofd->status});
    return true;
  };
  const auto scanned = engine_.database().scan_back(Cf::rapporten, prefix, after_prefix(prefix), visit);
  if (!scanned) return scanned.error();
  if (broken) return *broken;
  return koppen;
}

}  // namespace vish::storage
