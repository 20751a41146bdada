#include "storage/delivery/bevindingenruimte.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/core/codec.h"
#include "base/core/try.h"
#include "storage/database/keys.h"
#include "storage/delivery/rapporten.h"
#include "storage/stand/delivery_state.h"

namespace vish::storage {
namespace {

bool of_refused(std::string_view dag) {
  return Decoder(dag).u8() == static_cast<std::uint8_t>(proto::Aanleverstatus::geweigerd);
}

/// Returns the ids of at most `most` stored reports of that day, the newest first.
Stored<std::vector<std::string>> newest_of_day(const Database& database, std::uint32_t nummer, Datum peildatum,
                                               std::size_t most) {
  std::vector<std::string> ids;
  const auto prefix = rapport_dag_prefix(nummer, peildatum);
  const auto scanned = database.scan_back(Cf::rapporten, prefix, after_prefix(prefix),
                                          [&](std::string_view key, std::string_view value) {
                                            if (!of_refused(value)) ids.emplace_back(key.substr(prefix.size()));
                                            return ids.size() < most;
                                          });
  if (!scanned) return scanned.error();
  return ids;
}

Stored<void> drop_findings(const Database& database, std::uint32_t nummer, std::string_view id, Ops& ops) {
  const auto value = TRY(database.get(Cf::rapporten, rapport_key(nummer, id)));
  if (!value) return {};
  auto rapport = TRY(decode_rapport(*value));
  const auto gone = std::erase_if(rapport.bevindingen, [](const proto::Bevinding& each) { return each.regel > 0; });
  if (gone == 0) return {};
  put_rapport(ops, nummer, rapport);
  return {};
}

}  // namespace

Stored<void> drop_old_findings(const Database& database, std::uint32_t nummer, const DeliveryState& voor,
                               const DeliveryState& na, const proto::Aanleverrapport& rapport, bool is_new, Ops& ops) {
  if (rapport.status == proto::Aanleverstatus::geweigerd) return {};
  const std::size_t keep = is_new ? kMetBevindingen - 1 : kMetBevindingen;
  const auto newest = TRY(newest_of_day(database, nummer, rapport.peildatum, keep + 1));
  std::vector<std::string> old;
  if (newest.size() > keep) old.push_back(newest.back());
  // The delivery was in force when its turn came, and so kept its findings.
  const auto& in_force = voor.aanlevering_id;
  if (voor.peildatum == rapport.peildatum && std::ranges::find(newest, in_force) == newest.end()) {
    old.push_back(in_force);
  }
  for (const auto& id : old) {
    if (id == na.aanlevering_id || holds(na, id) || holds(voor, id)) continue;
    if (auto dropped = drop_findings(database, nummer, id, ops); !dropped) return dropped;
  }
  return {};
}

}  // namespace vish::storage
