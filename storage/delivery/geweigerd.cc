#include "storage/delivery/geweigerd.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/core/codec.h"
#include "base/core/try.h"
#include "storage/delivery/processing.h"
#include "storage/delivery/rapporten.h"

namespace vish::storage {
namespace {

Stored<std::optional<Geweigerden>> stored_list(const Database& database, std::uint32_t nummer) {
  const auto bytes = TRY(database.get(Cf::standen, geweigerd_key(nummer)));
  if (!bytes) return std::optional<Geweigerden>();
  Decoder in(*bytes);
  Geweigerden result;
  for (auto count = in.u32(); count > 0 && in.ok(); --count) {
    std::string id(in.text());
    const auto peildatum = Datum::from_days(in.i32());
    const Tijdstip moment{std::chrono::milliseconds(in.i64())};
    std::string hash(in.text());
    if (!peildatum) break;
    result.push_back({std::move(id), *peildatum, moment, std::move(hash)});
  }
  if (!in.complete()) return Error{ErrorCode::corrupt, "de lijst van geweigerde aanleveringen is beschadigd"};
  return std::optional(std::move(result));
}

Stored<Geweigerden> made_of_reports(const Database& database, std::uint32_t nummer) {
  Geweigerden result;
  std::optional<Error> broken;
  const auto scanned = database.scan(Cf::rapporten, nummer_key(nummer), [&](std::string_view, std::string_view value) {
    const auto hoofd = peek_rapport(value);
    if (hoofd && hoofd->status != proto::Aanleverstatus::geweigerd) return true;
    const auto rapport = decode_rapport(value);
    if (rapport) {
      result.push_back({rapport->aanlevering_id, rapport->peildatum, rapport->ontvangen_op, ""});
    } else {
      broken = rapport.error();
    }
    return !broken;
  });
  if (!scanned) return scanned.error();
  if (broken) return *broken;
  return result;
}

bool is_past_term(const Geweigerd& each, Tijdstip nu) { return each.ontvangen_op + kWeigertermijn < nu; }

Op put_list(std::uint32_t nummer, const Geweigerden& geweigerden) {
  std::string value;
  put_u32(value, static_cast<std::uint32_t>(geweigerden.size()));
  for (const auto& each : geweigerden) {
    put_text(value, each.aanlevering_id);
    put_i32(value, each.peildatum.days());
    put_i64(value, each.ontvangen_op.time_since_epoch().count());
    put_text(value, each.bestandshash);
  }
  return {Cf::standen, geweigerd_key(nummer), std::move(value)};
}

Stored<void> drop_old(const Database& database, std::uint32_t nummer, Tijdstip nu, Geweigerden& geweigerden, Ops& ops) {
  constexpr std::size_t kAtOnce = 200;
  std::size_t gone = 0;
  const auto has_to_go = [&](const Geweigerd& each) {
    return geweigerden.size() - gone > kMeesteWeigeringen || is_past_term(each, nu);
  };
  while (gone < std::min(geweigerden.size(), kAtOnce) && has_to_go(geweigerden[gone])) {
    const auto& id = geweigerden[gone++].aanlevering_id;
    const auto value = TRY(database.get(Cf::rapporten, rapport_key(nummer, id)));
    if (!value) continue;
    auto removed = remove_rapport(nummer, id, *value);
    std::move(removed.begin(), removed.end(), std::back_inserter(ops));
  }
  geweigerden.erase(geweigerden.begin(), geweigerden.begin() + static_cast<std::ptrdiff_t>(gone));
  return {};
}

}  // namespace

Stored<Geweigerden> read_geweigerden(const Database& database, std::uint32_t nummer) {
  auto list = TRY(stored_list(database, nummer));
  if (list) return std::move(*list);
  return made_of_reports(database, nummer);
}

Stored<bool> need_to_drop(const Database& database, std::uint32_t nummer, Tijdstip nu) {
  const auto list = TRY(stored_list(database, nummer));
  if (!list || list->size() > kMeesteWeigeringen) return true;
  return !list->empty() && is_past_term(list->front(), nu);
}

Stored<Ops> put_geweigerden(const Database& database, std::uint32_t nummer, Tijdstip nu, Geweigerden geweigerden) {
  Ops ops;
  TRY(drop_old(database, nummer, nu, geweigerden, ops));
  ops.push_back(put_list(nummer, geweigerden));
  return ops;
}

Stored<std::optional<Op>> renew_geweigerden(const Database& database, const Zegel& zegel, std::uint32_t nummer) {
  auto list = TRY(stored_list(database, nummer));
  if (!list) return std::optional<Op>();
  for (auto& each : *list) {
    if (each.bestandshash.empty() || !zegel.outdated(each.bestandshash)) continue;
    const auto plain = TRY(zegel.open(hash_place(each.aanlevering_id), each.bestandshash));
    each.bestandshash = zegel.seal(hash_place(each.aanlevering_id), plain);
  }
  return std::optional(put_list(nummer, *list));
}

}  // namespace vish::storage
