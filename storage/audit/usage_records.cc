#include "storage/audit/usage_records.h"

#include <utility>

#include "base/core/codec.h"
#include "base/core/try.h"
#include "storage/database/register_keys.h"
#include "storage/engine/engine.h"

namespace vish::storage {
namespace {

std::string encode_verbruik(const Verbruik& verbruik) {
  std::string out;
  put_u8(out, verbruik.productie ? 1 : 0);
  for (const auto& dag : verbruik.dagen) {
    put_i32(out, dag.dag.days());
    put_u64(out, dag.gevraagd);
    put_u64(out, dag.matches);
    put_u8(out, static_cast<std::uint8_t>(dag.alarmen.size()));
    for (const auto alarm : dag.alarmen) put_u8(out, static_cast<std::uint8_t>(alarm));
  }
  return out;
}

std::optional<Dagverbruik> take_dag(Decoder& in) {
  const auto dag = Datum::from_days(in.i32());
  if (!dag) return std::nullopt;
  Dagverbruik result{*dag, in.u64(), in.u64()};
  for (auto alarmen = in.u8(); alarmen > 0; --alarmen) {
    const auto soort = in.u8();
    if (soort > static_cast<std::uint8_t>(Alarmsoort::aandeel_hoog)) return std::nullopt;
    result.alarmen.push_back(static_cast<Alarmsoort>(soort));
  }
  return result;
}

std::optional<Verbruik> decode_verbruik(std::string_view bytes) {
  Decoder in(bytes);
  Verbruik verbruik{in.u8() != 0, {}};
  while (in.ok() && !in.rest().empty()) {
    auto dag = take_dag(in);
    if (!dag) return std::nullopt;
    verbruik.dagen.push_back(*std::move(dag));
  }
  if (!in.complete()) return std::nullopt;
  return verbruik;
}

std::string encode_uren(const std::vector<Uurverbruik>& uren) {
  std::string out;
  for (const auto& uur : uren) {
    put_i64(out, uur.uur.time_since_epoch().count());
    for (const auto aantal : {uur.vragen, uur.personen, uur.matches}) put_u64(out, aantal);
  }
  return out;
}

std::optional<std::vector<Uurverbruik>> decode_uren(std::string_view bytes) {
  Decoder in(bytes);
  std::vector<Uurverbruik> uren;
  while (in.ok() && !in.rest().empty()) {
    const Tijdstip begin(std::chrono::milliseconds(in.i64()));
    uren.push_back({begin, in.u64(), in.u64(), in.u64()});
  }
  if (!in.complete()) return std::nullopt;
  return uren;
}

}  // namespace

Stored<Verbruiksboek> Gebruik::load() const {
  const Error broken{ErrorCode::corrupt, "het verbruik van een bevrager is beschadigd"};
  Verbruiksboek boek;
  const auto& database = engine_.database();
  const auto bytes = TRY(database.get(Cf::meta, kVerbruikUren));
  auto uren = decode_uren(bytes.value_or(""));
  if (!uren) return Error{ErrorCode::corrupt, "het verbruik per uur is beschadigd"};
  boek.uren = *std::move(uren);
  const auto tot = TRY(database.get(Cf::meta, kVerbruikTot));
  if (tot) {
    Decoder in(*tot);
    boek.tot = in.u64();
    if (!in.complete()) return broken;
  }
  bool good = true;
  const auto scanned = database.scan(Cf::registers, kVerbruik, [&](std::string_view key, std::string_view value) {
    auto verbruik = decode_verbruik(value);
    good = verbruik.has_value();
    if (good) boek.bevragers.emplace(key.substr(kVerbruik.size()), *std::move(verbruik));
    return good;
  });
  if (!scanned) return scanned.error();
  if (!good) return broken;
  return boek;
}

Stored<void> Gebruik::save(const Verbruiksboek& changed, std::vector<proto::Auditregel> regels) {
  std::string tot;
  put_u64(tot, changed.tot);
  Ops ops{{Cf::meta, std::string(kVerbruikTot), std::move(tot)},
          {Cf::meta, std::string(kVerbruikUren), encode_uren(changed.uren)}};
  for (const auto& [oin, verbruik] : changed.bevragers) {
    ops.push_back({Cf::registers, register_key(kVerbruik, oin), encode_verbruik(verbruik)});
  }
  return engine_.committer().submit_and_wait(std::move(ops), std::move(regels));
}

}  // namespace vish::storage
