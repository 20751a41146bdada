#include "storage/stand/delivery_state.h"

#include <algorithm>
#include <set>

#include "base/core/codec.h"

namespace vish::storage {
namespace {

void put(std::string& out, const Vastgehouden& held) {
  put_text(out, held.aanlevering_id);
  put_u32(out, held.generatie);
  put_i32(out, held.peildatum.days());
  put_i64(out, held.ontvangen_op.time_since_epoch().count());
  put_text(out, held.bestandshash);
  put_u32(out, held.sleutel);
}

std::optional<Vastgehouden> take_held(Decoder& in) {
  std::string id(in.text());
  const auto generatie = in.u32();
  const auto peildatum = Datum::from_days(in.i32());
  const Tijdstip ontvangen_op{std::chrono::milliseconds(in.i64())};
  std::string hash(in.text());
  const auto sleutel = in.u32();
  if (!peildatum) return std::nullopt;
  return Vastgehouden{std::move(id), generatie, *peildatum, ontvangen_op, std::move(hash), sleutel};
}

void put(std::string& out, const Sleuteltellingen& sleutels) {
  put_u32(out, static_cast<std::uint32_t>(sleutels.size()));
  for (const auto& telling : sleutels) {
    put_u32(out, telling.sleutel);
    put_u64(out, telling.aantal);
  }
}

Sleuteltellingen take_keys(Decoder& in) {
  Sleuteltellingen sleutels;
  for (auto count = in.u32(); count > 0 && in.ok(); --count) {
    const auto sleutel = in.u32();
    sleutels.push_back({sleutel, in.u64()});
  }
  return sleutels;
}

void put(std::string& out, const Herstelpunt& punt) {
  put_text(out, punt.aanlevering_id);
  put_u32(out, punt.generatie);
  put_u64(out, punt.aantal);
  put_i32(out, punt.peildatum.days());
  put_text(out, punt.bestandshash);
  put(out, punt.sleutels);
}

std::optional<Herstelpunt> take_herstelpunt(Decoder& in) {
  std::string id(in.text());
  const auto generatie = in.u32();
  const auto aantal = in.u64();
  const auto peildatum = Datum::from_days(in.i32());
  std::string hash(in.text());
  auto sleutels = take_keys(in);
  if (!peildatum) return std::nullopt;
  return Herstelpunt{std::move(id), generatie, aantal, *peildatum, std::move(hash), std::move(sleutels)};
}

/// The parts that came after the first version of the format, each with its length. An absent part has its default.
enum class Bijlage : std::uint8_t {
  uitgangspunt = 1,
  verloop = 2,
  einden = 3,
  patroon = 4,
  ontvangen_op = 5,
  verloop_erbij = 6,   ///< two more counts of each level in `verloop`, which comes first
  verloop_per_dag = 7  ///< two more counts of each level
};

void put(std::string& out, Bijlage bijlage, std::string_view contents) {
  put_u8(out, static_cast<std::uint8_t>(bijlage));
  put_text(out, contents);
}

std::string encode(const Uitgangspunt& punt) {
  std::string out;
  put_u32(out, punt.generatie);
  put_u64(out, punt.aantal);
  put(out, punt.sleutels);
  return out;
}

std::string encode(const Verloop& verloop) {
  std::string out;
  for (const auto& peil : verloop) {
    put_i32(out, peil.dag);
    put_u64(out, peil.aantal);
    put_i64(out, peil.saldo);
  }
  return out;
}

std::string encode_more(const Verloop& verloop) {
  std::string out;
  for (const auto& peil : verloop) {
    put_u64(out, peil.toen);
    put_u64(out, peil.weg);
  }
  return out;
}

std::string encode_by_day(const Verloop& verloop) {
  std::string out;
  for (const auto& peil : verloop) {
    put_u64(out, peil.blijvend);
    put_u64(out, peil.weg_toen);
  }
  return out;
}

std::string encode(const Eindtellingen& einden) {
  std::string out;
  for (const auto& each : einden) {
    put_i32(out, each.einddatum);
    put_u64(out, each.aantal);
  }
  return out;
}

std::string encode(const Leverpatroon& patroon) {
  std::string out;
  put_u32(out, patroon.niemand_beeindigd);
  put_u32(out, patroon.dagen_gelijk);
  put_u32(out, patroon.correcties);
  put_u32(out, patroon.testnummers);
  put_u8(out, patroon.eerder_bestand ? 1 : 0);
  put_u64(out, patroon.registraties);
  put_u32(out, static_cast<std::uint32_t>(patroon.bestanden.size()));
  for (const auto bestand : patroon.bestanden) put_u64(out, bestand);
  return out;
}

std::string encode(Tijdstip moment) {
  std::string out;
  put_i64(out, moment.time_since_epoch().count());
  return out;
}

void put_appendices(std::string& out, const DeliveryState& state) {
  if (state.uitgangspunt) put(out, Bijlage::uitgangspunt, encode(*state.uitgangspunt));
  if (!state.verloop.empty()) {
    put(out, Bijlage::verloop, encode(state.verloop));
    put(out, Bijlage::verloop_erbij, encode_more(state.verloop));
    put(out, Bijlage::verloop_per_dag, encode_by_day(state.verloop));
  }
  if (state.einden) put(out, Bijlage::einden, encode(*state.einden));
  if (state.patroon != Leverpatroon()) put(out, Bijlage::patroon, encode(state.patroon));
  if (state.ontvangen_op) put(out, Bijlage::ontvangen_op, encode(*state.ontvangen_op));
}

Uitgangspunt take_uitgangspunt(Decoder& in) {
  Uitgangspunt punt;
  punt.generatie = in.u32();
  punt.aantal = in.u64();
  punt.sleutels = take_keys(in);
  return punt;
}

Verloop take_verloop(Decoder& in) {
  Verloop verloop;
  while (in.ok() && !in.rest().empty()) {
    const auto dag = in.i32();
    const auto aantal = in.u64();
    const auto saldo = in.i64();
    verloop.push_back({.dag = dag, .aantal = aantal, .saldo = saldo, .toen = aantal, .blijvend = aantal});
  }
  return verloop;
}

void take_more(Decoder& in, Verloop& verloop) {
  for (auto& peil : verloop) {
    peil.toen = in.u64();
    peil.weg = in.u64();
  }
}

/// Reads the counts by day. Levels that an earlier version wrote lack them.
void take_by_day(Decoder& in, Verloop& verloop) {
  for (auto& peil : verloop) {
    peil.blijvend = in.u64();
    peil.weg_toen = in.u64();
  }
}

Eindtellingen take_ends(Decoder& in) {
  Eindtellingen einden;
  while (in.ok() && !in.rest().empty()) {
    const auto einddatum = in.i32();
    einden.push_back({einddatum, in.u64()});
  }
  return einden;
}

Leverpatroon take_patroon(Decoder& in) {
  Leverpatroon patroon;
  patroon.niemand_beeindigd = in.u32();
  patroon.dagen_gelijk = in.u32();
  patroon.correcties = in.u32();
  patroon.testnummers = in.u32();
  patroon.eerder_bestand = in.u8() == 1;
  patroon.registraties = in.u64();
  for (auto count = in.u32(); count > 0 && in.ok(); --count) patroon.bestanden.push_back(in.u64());
  return patroon;
}

/// Reads one part; returns false for a part that is damaged or that this version does not know.
bool take_appendix(Decoder& in, DeliveryState& state) {
  const auto bijlage = static_cast<Bijlage>(in.u8());
  Decoder contents(in.text());
  switch (bijlage) {
    case Bijlage::uitgangspunt:
      state.uitgangspunt = take_uitgangspunt(contents);
      break;
    case Bijlage::verloop:
      state.verloop = take_verloop(contents);
      break;
    case Bijlage::einden:
      state.einden = take_ends(contents);
      break;
    case Bijlage::patroon:
      state.patroon = take_patroon(contents);
      break;
    case Bijlage::ontvangen_op:
      state.ontvangen_op.emplace(std::chrono::milliseconds(contents.i64()));
      break;
    case Bijlage::verloop_erbij:
      take_more(contents, state.verloop);
      break;
    case Bijlage::verloop_per_dag:
      take_by_day(contents, state.verloop);
      break;
    default:
      return false;
  }
  return in.ok() && contents.complete();
}

}  // namespace

std::string encode(const DeliveryState& state) {
  std::string out;
  put_u32(out, state.hoogste_generatie);
  put_u8(out, state.peildatum ? 1 : 0);
  if (state.peildatum) put(out, as_herstelpunt(state));
  put_u8(out, state.vastgehouden ? 1 : 0);
  if (state.vastgehouden) put(out, *state.vastgehouden);
  put_u32(out, static_cast<std::uint32_t>(state.herstelpunten.size()));
  for (const auto& punt : state.herstelpunten) put(out, punt);
  put_appendices(out, state);
  return out;
}

std::optional<DeliveryState> decode_delivery_state(std::string_view bytes) {
  Decoder in(bytes);
  DeliveryState state;
  state.hoogste_generatie = in.u32();
  if (in.u8() == 1) {
    auto in_force = take_herstelpunt(in);
    if (!in_force) return std::nullopt;
    state.generatie = in_force->generatie;
    state.aantal = in_force->aantal;
    state.peildatum = in_force->peildatum;
    state.aanlevering_id = std::move(in_force->aanlevering_id);
    state.bestandshash = std::move(in_force->bestandshash);
    state.sleutels = std::move(in_force->sleutels);
  }
  if (in.u8() == 1) {
    state.vastgehouden = take_held(in);
    if (!state.vastgehouden) return std::nullopt;
  }
  for (auto count = in.u32(); count > 0 && in.ok(); --count) {
    auto punt = take_herstelpunt(in);
    if (!punt) return std::nullopt;
    state.herstelpunten.push_back(*std::move(punt));
  }
  while (in.ok() && !in.rest().empty()) {
    if (!take_appendix(in, state)) return std::nullopt;
  }
  if (!in.complete() || !ends_fit(state) || !generations_fit(state)) return std::nullopt;
  return state;
}

Herstelpunt as_herstelpunt(const DeliveryState& state) {
  return {state.aanlevering_id,    state.generatie,    state.aantal,
          state.peildatum.value(), state.bestandshash, state.sleutels};
}

Uitgangspunt as_uitgangspunt(const DeliveryState& state) { return {state.generatie, state.aantal, state.sleutels}; }

bool generations_fit(const DeliveryState& state) {
  const auto given_out = [&](const auto& each) { return each.generatie <= state.hoogste_generatie; };
  return given_out(state) && (!state.vastgehouden || given_out(*state.vastgehouden)) &&
         (!state.uitgangspunt || given_out(*state.uitgangspunt)) && std::ranges::all_of(state.herstelpunten, given_out);
}

std::vector<std::uint32_t> index_keys_of(const DeliveryState& state) {
  std::set<std::uint32_t> keys;
  const auto add = [&](const Sleuteltellingen& tellingen) {
    for (const auto& telling : tellingen) keys.insert(telling.sleutel);
  };
  add(state.sleutels);
  for (const auto& punt : state.herstelpunten) add(punt.sleutels);
  if (state.uitgangspunt) add(state.uitgangspunt->sleutels);
  if (state.vastgehouden) keys.insert(state.vastgehouden->sleutel);
  return {keys.begin(), keys.end()};
}

Sleuteltellingen count_keys(const std::vector<Setregel>& set) {
  Sleuteltellingen result;
  for (const auto& regel : set) {
    const auto known = std::find_if(result.begin(), result.end(),
                                    [&](const Sleuteltelling& each) { return each.sleutel == regel.sleutel; });
    if (known == result.end()) {
      result.push_back({regel.sleutel, 1});
    } else {
      ++known->aantal;
    }
  }
  std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.sleutel < b.sleutel; });
  return result;
}

bool holds(const DeliveryState& state, std::string_view aanlevering_id) {
  return state.vastgehouden && state.vastgehouden->aanlevering_id == aanlevering_id;
}

}  // namespace vish::storage
