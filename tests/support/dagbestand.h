#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar/datum.h"
#include "proto/terms/bsn.h"

namespace vish::test {

/// Returns a day of November 2026, the month of all tests; 0 is 31 October.
inline Datum dag(int day) {
  return Datum(std::chrono::sys_days(std::chrono::year(2026) / 10 / 31) + std::chrono::days(day));
}

/// Returns the first `count` numbers, from `first` on, that pass the elfproef.
inline std::vector<proto::Bsn> personen(std::size_t count, unsigned first = 999'990'000) {
  std::vector<proto::Bsn> result;
  for (unsigned number = first; result.size() < count; ++number) {
    std::string digits = std::to_string(number);
    digits.insert(0, 9 - digits.size(), '0');
    if (const auto bsn = proto::Bsn::parse(digits)) result.push_back(*bsn);
  }
  return result;
}

inline const auto kDertig = personen(30);
inline const auto kVeertig = personen(40);
inline const auto kZestig = personen(60);

/// One line of a day file, field by field.
struct Regel {
  std::string bsn;
  std::string startdatum = "2026-01-05";
  std::string fase = "stabilisatie";
  std::string kenmerk = "";
  std::string einddatum = "";
};

inline Regel regel(const proto::Bsn& bsn) { return {.bsn = std::string(bsn.digits())}; }
inline Regel foute_regel(const proto::Bsn& bsn) {
  return {.bsn = std::string(bsn.digits()), .startdatum = "2026-02-30"};
}
inline Regel onleesbare_regel() { return {.bsn = "12345"}; }

inline std::string dagbestand(const std::vector<Regel>& regels) {
  std::string text = "bsn;startdatum;fase;kenmerk;einddatum\n";
  for (const auto& r : regels) {
    for (const auto* field : {&r.bsn, &r.startdatum, &r.fase, &r.kenmerk}) text.append(*field).append(";");
    text.append(r.einddatum).append("\n");
  }
  return text;
}

inline std::string dagbestand(const std::vector<proto::Bsn>& people) {
  std::vector<Regel> regels;
  for (const auto& bsn : people) regels.push_back(regel(bsn));
  return dagbestand(regels);
}

}  // namespace vish::test
