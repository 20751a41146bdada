#include "storage/delivery/rapporten.h"

#include <string>
#include <utility>

#include "base/core/codec.h"
#include "base/core/try.h"
#include "base/core/uuid.h"
#include "storage/delivery/leveringen.h"
#include "storage/engine/engine.h"

namespace vish::storage {
namespace {

/// A bit in the byte of the status: the moment of receipt follows.
constexpr std::uint8_t kWithMoment = 0x80;

/// Reads the head; returns nothing when it is damaged.
std::optional<Rapporthoofd> take_head(Decoder& in) {
  const auto peildatum = Datum::from_days(in.i32());
  const auto byte = in.u8();
  std::optional<Tijdstip> ontvangen_op;
  if ((byte & kWithMoment) != 0) ontvangen_op.emplace(std::chrono::milliseconds(in.i64()));
  const auto status = byte & ~kWithMoment;
  const bool known = status <= static_cast<int>(proto::Aanleverstatus::afgewezen);
  if (!in.ok() || !peildatum || !known) return std::nullopt;
  return Rapporthoofd{*peildatum, static_cast<proto::Aanleverstatus>(status), ontvangen_op};
}

Error damaged() { return {ErrorCode::corrupt, "een rapport is beschadigd"}; }

/// Returns the moment of receipt in the report. The id has another moment where a clock was set back, because ids keep
/// ascending.
Stored<Tijdstip> moment_of(const Rapporthoofd& hoofd, std::string_view value) {
  if (hoofd.ontvangen_op) return *hoofd.ontvangen_op;
  const auto rapport = TRY(decode_rapport(value));
  return rapport.ontvangen_op;
}

constexpr std::string_view kByDay = "rapporten-per-dag";

Op put_day(std::uint32_t nummer, const Rapporthoofd& hoofd, std::string_view aanlevering_id) {
  std::string status;
  put_u8(status, static_cast<std::uint8_t>(hoofd.status));
  return {Cf::rapporten, rapport_dag_key(nummer, hoofd.peildatum, aanlevering_id), std::move(status)};
}

}  // namespace

void put_rapport(Ops& ops, std::uint32_t nummer, const proto::Aanleverrapport& rapport) {
  std::string value;
  put_i32(value, rapport.peildatum.days());
  put_u8(value, kWithMoment | static_cast<std::uint8_t>(rapport.status));
  put_i64(value, rapport.ontvangen_op.time_since_epoch().count());
  value.append(proto::to_record(rapport));
  ops.push_back({Cf::rapporten, rapport_key(nummer, rapport.aanlevering_id), std::move(value)});
  ops.push_back(put_day(nummer, {rapport.peildatum, rapport.status, rapport.ontvangen_op}, rapport.aanlevering_id));
}

Op put_rapport_index(std::uint32_t nummer, const proto::Aanleverrapport& rapport) {
  return {Cf::rapporten, rapport_index_key(rapport.aanlevering_id), nummer_key(nummer)};
}

Ops remove_rapport(std::uint32_t nummer, std::string_view aanlevering_id, std::string_view value) {
  Ops ops{{Cf::rapporten, rapport_index_key(aanlevering_id), std::nullopt}};
  if (const auto hoofd = peek_rapport(value)) {
    ops.push_back({Cf::rapporten, rapport_dag_key(nummer, hoofd->peildatum, aanlevering_id), std::nullopt});
  }
  ops.push_back({Cf::rapporten, rapport_key(nummer, aanlevering_id), std::nullopt});
  return ops;
}

Op rapporten_placed_by_day() { return {Cf::meta, std::string(kByDay), ""}; }

Stored<void> place_rapporten_by_day(Database& database, const std::function<void()>& goes_on) {
  constexpr std::size_t kAtOnce = 1000;
  const auto done = TRY(database.get(Cf::meta, kByDay));
  if (done) return {};
  Ops ops;
  Stored<void> written;
  const auto scanned =
      database.scan_from(Cf::rapporten, nummer_key(1), [&](std::string_view key, std::string_view value) {
        const auto nummer = Decoder(key).u32();
        if (nummer == kRapportdagen) return false;
        const auto hoofd = peek_rapport(value);
        if (hoofd) ops.push_back(put_day(nummer, *hoofd, key.substr(sizeof nummer)));
        if (ops.size() < kAtOnce) return true;
        written = database.write_urgently(std::exchange(ops, {}), false);
        goes_on();
        return static_cast<bool>(written);
      });
  if (!scanned) return scanned;
  if (!written) return written;
  ops.push_back(rapporten_placed_by_day());
  return database.write_urgently(ops, true);
}

Stored<void> list_after_stored(const Database& database) {
  const auto index = nummer_key(0);
  return database.scan_back(Cf::rapporten, index, after_prefix(index), [&](std::string_view key, std::string_view) {
    list_after(key.substr(index.size()));
    return false;
  });
}

std::optional<Rapporthoofd> peek_rapport(std::string_view value) {
  Decoder in(value);
  return take_head(in);
}

Stored<proto::Aanleverrapport> decode_rapport(std::string_view value) {
  Decoder in(value);
  if (!take_head(in)) return damaged();
  auto rapport = proto::rapport_from_record(in.rest());
  if (!rapport) return damaged();
  return *std::move(rapport);
}

Stored<std::optional<Rapportplaats>> find_rapport(const Database& database, std::string_view aanlevering_id) {
  const auto index = TRY(database.get(Cf::rapporten, rapport_index_key(aanlevering_id)));
  if (!index) return std::optional<Rapportplaats>();
  const std::uint32_t nummer = Decoder(*index).u32();
  const auto value = TRY(database.get(Cf::rapporten, rapport_key(nummer, aanlevering_id)));
  if (!value) return std::optional<Rapportplaats>();
  auto rapport = TRY(decode_rapport(*value));
  return std::optional(Rapportplaats{nummer, std::move(rapport)});
}

/// Gathers the reports that fit into a page.
class Leveringen::Bladzijde {
 public:
  explicit Bladzijde(const Rapportvraag& vraag) : vraag_(vraag) {}

  /// Takes one report; returns whether to go on.
  bool visit(std::string_view aanlevering_id, std::string_view value) {
    if (looked_ == kMostLooked || bytes_looked_ >= kMostBytesLooked) return end(last_);
    ++looked_;
    bytes_looked_ += value.size();
    last_ = aanlevering_id;
    const auto hoofd = peek_rapport(value);
    if (hoofd && vraag_.status && hoofd->status != *vraag_.status) return true;
    auto& rapporten = pagina_.rapporten;
    const bool full = rapporten.size() == vraag_.limiet || (bytes_shown_ >= kMostBytesShown && !rapporten.empty());
    if (full) return end(rapporten.empty() ? last_ : rapporten.back().aanlevering_id);
    bytes_shown_ += value.size();
    auto rapport = decode_rapport(value);
    if (!rapport) return fail(rapport.error());
    rapporten.push_back(*std::move(rapport));
    return true;
  }

  bool fail(Error error) {
    broken_ = std::move(error);
    return false;
  }

  Stored<Rapportpagina> outcome() {
    if (broken_) return *broken_;
    return std::move(pagina_);
  }

 private:
  bool end(std::string na) {
    pagina_.volgende = std::move(na);
    return false;
  }

  const Rapportvraag& vraag_;
  std::size_t looked_ = 0;
  std::size_t bytes_looked_ = 0;
  std::size_t bytes_shown_ = 0;
  std::string last_;
  std::optional<Error> broken_;
  Rapportpagina pagina_;
};

Stored<Rapportpagina> Leveringen::list(const Rapportvraag& vraag) const {
  std::uint32_t nummer = 0;  // the index over all aansluitingen
  if (vraag.aansluitcode) {
    const auto state = engine_.stand()->aansluiting(*vraag.aansluitcode);
    if (!state) return Rapportpagina();
    nummer = state->aansluiting.nummer;
  }
  const auto& database = engine_.database();
  Bladzijde bladzijde(vraag);
  const auto visit = [&](std::string_view key, std::string_view value) {
    const auto id = key.substr(sizeof nummer);
    if (nummer != 0) return bladzijde.visit(id, value);
    const auto found = database.get(Cf::rapporten, rapport_key(Decoder(value).u32(), id));
    if (!found) return bladzijde.fail(found.error());
    return !*found || bladzijde.visit(id, **found);
  };
  const auto prefix = nummer_key(nummer);
  const auto before = vraag.na ? rapport_key(nummer, *vraag.na) : after_prefix(prefix);
  TRY(database.scan_back(Cf::rapporten, prefix, before, visit));
  return bladzijde.outcome();
}

Stored<std::vector<Aanleverkop>> Leveringen::received(std::string_view aansluitcode, Tijdstip sinds) const {
  std::vector<Aanleverkop> koppen;
  const auto state = engine_.stand()->aansluiting(aansluitcode);
  if (!state) return koppen;
  std::optional<Error> broken;
  const auto prefix = nummer_key(state->aansluiting.nummer);
  const auto visit = [&](std::string_view key, std::string_view value) {
    const auto made = moment_of_uuid7(key.substr(prefix.size()));
    const auto hoofd = peek_rapport(value);
    if (!made || !hoofd) {
      broken = damaged();
      return false;
    }
    // The moment in an id is never before the receipt, so all further deliveries came before `sinds`.
    if (*made < sinds) return false;
    const auto moment = moment_of(*hoofd, value);
    if (!moment) {
      broken = moment.error();
      return false;
    }
    if (*moment >= sinds) koppen.push_back({*moment, hoofd->peildatum, hoofd->status});
    return true;
  };
  TRY(engine_.database().scan_back(Cf::rapporten, prefix, after_prefix(prefix), visit));
  if (broken) return *broken;
  return koppen;
}

}  // namespace vish::storage
