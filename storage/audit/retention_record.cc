#include "storage/audit/retention_record.h"

#include <string>
#include <utility>

#include "base/core/codec.h"
#include "base/core/try.h"
#include "storage/audit/audit.h"
#include "storage/engine/engine.h"

namespace vish::storage {
namespace {

constexpr std::string_view kBewaartermijn = "bewaartermijn";

proto::Auditregel told(proto::Auditregel regel, const Bewaartermijn& before, const Bewaartermijn& after) {
  regel.handeling = proto::Handeling::bewaartermijn_change;
  const auto years = [](std::uint64_t jaren) { return std::to_string(jaren) + " jaar"; };
  if (after.korter) {
    regel.uitkomst = proto::Uitkomst::aangekondigd;
    regel.onderwerp = years(after.jaren) + " wordt " + years(after.korter->jaren);
    regel.reden = "geldt vanaf " + rfc3339(after.korter->vanaf);
  } else if (after.jaren == before.jaren) {
    regel.uitkomst = proto::Uitkomst::ingetrokken;
    regel.onderwerp = years(before.jaren) + " wordt " + years(before.korter->jaren);
  } else {
    regel.uitkomst = proto::Uitkomst::uitgevoerd;
    regel.onderwerp = years(before.jaren) + " wordt " + years(after.jaren);
  }
  return regel;
}

}  // namespace

Bewaartermijn as_asked(const Bewaartermijn& termijn, std::uint64_t jaren, Tijdstip nu) {
  if (jaren >= termijn.jaren) return {jaren, std::nullopt};
  const auto& korter = termijn.korter;
  if (!korter || korter->jaren != jaren) return {termijn.jaren, {{jaren, nu + Auditlog::kBedenktijd}}};
  return nu < korter->vanaf ? termijn : Bewaartermijn{jaren, std::nullopt};
}

Op put_bewaartermijn(const Bewaartermijn& termijn) {
  std::string bytes;
  put_u64(bytes, termijn.jaren);
  put_u8(bytes, termijn.korter ? 1 : 0);
  if (termijn.korter) {
    put_u64(bytes, termijn.korter->jaren);
    put_i64(bytes, termijn.korter->vanaf.time_since_epoch().count());
  }
  return {Cf::meta, std::string(kBewaartermijn), std::move(bytes)};
}

Stored<void> read_bewaartermijn(const Database& database, Stand& stand) {
  const auto bytes = TRY(database.get(Cf::meta, kBewaartermijn));
  if (!bytes) return {};
  Decoder in(*bytes);
  stand.bewaartermijn.jaren = in.u64();
  if (in.u8() == 1) {
    const auto jaren = in.u64();
    stand.bewaartermijn.korter = {jaren, Tijdstip(std::chrono::milliseconds(in.i64()))};
  }
  if (!in.complete()) return Error{ErrorCode::corrupt, "de bewaartermijn in de database is beschadigd"};
  return {};
}

Stored<Bewaartermijn> Auditlog::keep_for(std::uint64_t jaren, const proto::Auditregel& regel) {
  auto after = as_asked(engine_.stand()->bewaartermijn, jaren, regel.tijdstip);
  if (after == engine_.stand()->bewaartermijn) return after;
  const auto changed = engine_.change([&](const Stand& stand) -> Stored<Change> {
    const auto& before = stand.bewaartermijn;
    after = as_asked(before, jaren, regel.tijdstip);
    Change change{stand, {put_bewaartermijn(after)}, {}};
    // The first term of a new database is no change.
    if (before.jaren != 0 && after != before) change.audit.push_back(told(regel, before, after));
    change.next.bewaartermijn = after;
    return change;
  });
  if (!changed) return changed.error();
  return after;
}

}  // namespace vish::storage
