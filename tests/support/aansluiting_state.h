#pragma once

#include <iomanip>
#include <sstream>
#include <string>

#include "base/calendar/clock.h"
#include "storage/stand/stand.h"

namespace vish::test {

inline Datum dag_van(const std::string& text) { return *Datum::parse_iso(text); }

/// Reads "2026-11-23 09:00", a time in Europe/Amsterdam.
inline Tijdstip at(const std::string& clock) {
  return amsterdam_moment(dag_van(clock.substr(0, 10)), *proto::parse_aanleveruur(clock.substr(11)));
}

/// Returns a UUIDv7 of that moment.
inline std::string uuid_of(Tijdstip moment) {
  std::ostringstream digits;
  digits << std::hex << std::setw(12) << std::setfill('0') << moment.time_since_epoch().count();
  return digits.str().insert(8, "-") + "-7000-8000-000000000000";
}

/// Makes an aansluiting in productie since that moment, without deliveries.
inline storage::AansluitingState aansluiting_state(const std::string& since) {
  proto::Aansluiting record{.code = *proto::Aansluitcode::parse("GM0001-SHV"),
                            .organisatie = *proto::Oin::parse("00000099000000000001"),
                            .contact = {"14 030", "schuldhulp@voorbeeld.nl"},
                            .aanleveraars = {},
                            .fase = proto::Aansluitfase::productie,
                            .overeenkomstdatum = {},
                            .drempels = {},
                            .aangemaakt_op = at(since)};
  record.fase_sinds = at(since);
  return {record, {}};
}

/// Makes an aansluiting in productie for long, with three registrations from this delivery.
inline storage::AansluitingState delivered(const std::string& received, const std::string& peildatum) {
  auto state = aansluiting_state("2020-01-02 12:00");
  state.levering.generatie = 1;
  state.levering.aantal = 3;
  state.levering.peildatum = dag_van(peildatum);
  // The id comes from a clock that ran ahead, as may happen.
  state.levering.aanlevering_id = uuid_of(at(received) + std::chrono::days(40));
  state.levering.ontvangen_op = at(received);
  return state;
}

/// Adds a newer delivery that is held.
inline void hold(storage::AansluitingState& state, const std::string& received, const std::string& peildatum) {
  state.levering.vastgehouden = storage::Vastgehouden{uuid_of(at(received)), 2, dag_van(peildatum), at(received), ""};
}

}  // namespace vish::test
