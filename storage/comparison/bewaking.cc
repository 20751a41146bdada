#include "storage/comparison/bewaking.h"

#include <algorithm>
#include <optional>

namespace vish::storage {
namespace {

constexpr std::int32_t kDagen = 30;
constexpr std::uint64_t kMinstens = 3;     ///< fewer losses than this do not count, unless all registrations are lost
constexpr unsigned kHelft = 50;            ///< percent
constexpr std::size_t kMeestePeilen = 40;  ///< a delivery on each working day makes 23 levels

bool exceeds(std::uint64_t part, std::uint64_t whole, unsigned percentage) { return part * 100 > whole * percentage; }

/// Where no registration was in force, compares with the registrations of the file that are in force today.
Vooruitblik against_somebody(Vooruitblik blik) {
  if (blik.voor.front() > 0) return blik;
  blik.voor.fill(blik.na.front());
  for (std::size_t at = 0; at < kMomenten; ++at) blik.kwijt[at] = blik.voor[at] - blik.na[at];
  return blik;
}

std::int32_t day_of(std::size_t moment, std::int32_t vandaag) { return vandaag + static_cast<std::int32_t>(moment); }

/// Returns the first moment at which at least `least` registrations would be lost and the rule applies.
template <class Rule>
std::optional<Houdreden> first_loss(Houdregel regel, const Vooruitblik& blik, std::uint64_t least, std::int32_t vandaag,
                                    const Rule& rule) {
  for (std::size_t at = 0; at < kMomenten; ++at) {
    if (blik.kwijt[at] >= least && rule(blik.kwijt[at], blik.voor[at], blik.na[at])) {
      return Houdreden{regel, blik.kwijt[at], blik.voor[at], day_of(at, vandaag)};
    }
  }
  return std::nullopt;
}

void add(Houdredenen& redenen, std::optional<Houdreden> reden) {
  if (reden) redenen.push_back(*reden);
}

Houdredenen losses(const Vooruitblik& blik, std::uint64_t least, std::int32_t vandaag,
                   const proto::Drempels& drempels) {
  Houdredenen redenen;
  add(redenen, first_loss(Houdregel::afname, blik, least, vandaag, [&](auto kwijt, auto voor, auto) {
        return kwijt > drempels.afname_aantal && exceeds(kwijt, voor, drempels.afname_percentage);
      }));
  add(redenen, first_loss(Houdregel::niets_over, blik, least, vandaag, [](auto, auto, auto na) { return na == 0; }));
  if (!redenen.empty()) return redenen;
  const auto helft = std::max(kHelft, drempels.afname_percentage);
  add(redenen, first_loss(Houdregel::meerderheid, blik, least, vandaag, [&](auto kwijt, auto voor, auto) {
        return kwijt == voor || (kwijt >= kMinstens && exceeds(kwijt, voor, helft));
      }));
  return redenen;
}

std::uint64_t fewer(std::uint64_t before, std::uint64_t now) { return before > now ? before - now : 0; }

/// Computes the net loss from the levels a week ahead and from what files took away.
Houdreden net_loss_by_end_dates(const Vooruitblik& blik, const Verloop& eerder, std::int32_t vandaag) {
  const auto hoogste = std::ranges::max_element(eerder, {}, &Peil::aantal)->aantal;
  const auto saldo = std::ranges::max_element(eerder, {}, &Peil::saldo)->saldo;
  const auto now = add_level(eerder, vandaag, blik, {}).back().saldo;
  const auto by_files = static_cast<std::uint64_t>(std::max(saldo - now, std::int64_t{0}));
  return {Houdregel::netto_afname, std::max(fewer(hoogste, blik.na.front()), by_files), hoogste, vandaag};
}

/// Computes the net loss from the levels on the days themselves: a set whose end dates are put off daily seems always
/// ended a week ahead, whoever is in it.
Houdreden net_loss_by_day(const Vooruitblik& blik, const Verloop& eerder, std::int32_t vandaag) {
  const auto hoogste = std::ranges::max_element(eerder, {}, &Peil::blijvend)->blijvend;
  return {Houdregel::netto_afname, fewer(hoogste, blik.na.front()), hoogste, vandaag};
}

std::optional<Houdreden> net_loss(const Vooruitblik& blik, const Verloop& eerder, std::int32_t vandaag,
                                  unsigned percentage) {
  if (eerder.empty()) return std::nullopt;
  for (const auto& reden : {net_loss_by_end_dates(blik, eerder, vandaag), net_loss_by_day(blik, eerder, vandaag)}) {
    if (reden.aantal >= kMinstens && exceeds(reden.aantal, reden.van, percentage)) return reden;
  }
  return std::nullopt;
}

/// Computes the net growth from the lowest level. A level of 0 does not count: the rule for a first file covers it.
std::optional<Houdreden> net_growth(const Vooruitblik& blik, const Verloop& eerder, std::int32_t vandaag,
                                    const proto::Drempels& drempels) {
  const auto na = blik.na.front();
  auto laagste = na;
  for (const auto& peil : eerder) laagste = peil.toen > 0 ? std::min(laagste, peil.toen) : laagste;
  if (na - laagste <= drempels.groei_aantal || !exceeds(na - laagste, laagste, drempels.groei_percentage)) {
    return std::nullopt;
  }
  return Houdreden{Houdregel::netto_groei, na - laagste, laagste, vandaag};
}

std::optional<Houdreden> growth(const Vooruitblik& blik, std::int32_t vandaag, const proto::Drempels& drempels) {
  const auto voor = blik.voor.front();
  const auto na = blik.na.front();
  if (voor == 0) {
    if (na <= drempels.eerste_hoogstens) return std::nullopt;
    return Houdreden{Houdregel::eerste_bestand, na, 0, vandaag};
  }
  if (na <= voor || na - voor <= drempels.groei_aantal || !exceeds(na - voor, voor, drempels.groei_percentage)) {
    return std::nullopt;
  }
  return Houdreden{Houdregel::groei, na - voor, voor, vandaag};
}

void add(Weggevallen& weg, const Peil& peil) {
  weg.toen += peil.weg_toen;
  weg.week_erop += peil.weg;
}

bool counts_on(const Peil& peil, std::int32_t vandaag) { return peil.dag >= vandaag - kDagen; }

/// Returns the levels of the last thirty days and the last one before them.
Verloop within_term(const Verloop& verloop, std::int32_t vandaag) {
  auto first = std::ranges::find_if(verloop, [&](const Peil& peil) { return counts_on(peil, vandaag); });
  if (first != verloop.begin()) --first;
  return {first, verloop.end()};
}

/// Lets the second level stand for the oldest too.
void merge_oldest(Verloop& verloop) {
  auto& [dag, aantal, saldo, toen, weg, blijvend, weg_toen] = verloop[1];
  const auto& oudste = verloop[0];
  aantal = std::max(oudste.aantal, aantal);
  saldo = std::max(oudste.saldo, saldo);
  toen = std::min(oudste.toen, toen);
  weg += oudste.weg;
  blijvend = std::max(oudste.blijvend, blijvend);
  weg_toen += oudste.weg_toen;
}

Verloop begin_of_levels(std::int32_t vandaag, const Telling& van_kracht) {
  return {{.dag = vandaag,
           .aantal = van_kracht.back(),
           .saldo = 0,
           .toen = van_kracht.front(),
           .blijvend = van_kracht.back()}};
}

}  // namespace

Verloop earlier_levels(Verloop verloop, bool correctie, std::int32_t vandaag, const Vooruitblik& blik) {
  if (correctie && !verloop.empty()) verloop.pop_back();
  if (verloop.empty() && blik.voor.front() > 0) verloop = begin_of_levels(vandaag, blik.voor);
  return verloop;
}

Verloop add_level(Verloop eerder, std::int32_t vandaag, const Vooruitblik& blik, const Weggevallen& weg) {
  const auto before = eerder.empty() ? 0 : eerder.back().saldo;
  const auto change = static_cast<std::int64_t>(blik.na.back()) - static_cast<std::int64_t>(blik.voor.back());
  eerder.push_back({.dag = vandaag,
                    .aantal = blik.na.back(),
                    .saldo = before + change,
                    .toen = blik.na.front(),
                    .weg = weg.week_erop,
                    .blijvend = blik.na.front(),
                    .weg_toen = weg.toen});
  if (eerder.size() > kMeestePeilen) {
    if (counts_on(eerder[1], vandaag)) merge_oldest(eerder);
    eerder.erase(eerder.begin());
  }
  return eerder;
}

Verloop first_level(std::int32_t vandaag, const Vooruitblik& blik) { return begin_of_levels(vandaag, blik.na); }

std::string_view to_text(Houdregel regel) {
  switch (regel) {
    case Houdregel::afname:
      return "afname";
    case Houdregel::niets_over:
      return "nietsOver";
    case Houdregel::meerderheid:
      return "meerderheid";
    case Houdregel::netto_afname:
      return "nettoAfname";
    case Houdregel::groei:
      return "groei";
    case Houdregel::netto_groei:
      return "nettoGroei";
    case Houdregel::eerste_bestand:
      break;
  }
  return "eersteBestand";
}

Houdredenen must_hold(const Vooruitblik& blik, const Verloop& verloop, std::int32_t vandaag,
                      const proto::Drempels& drempels, const std::optional<Vooruitblik>& gecorrigeerd) {
  const auto eerder = within_term(verloop, vandaag);
  const std::uint64_t least = blik.voor.front() > 0 ? 1 : kMinstens;
  auto redenen = losses(against_somebody(blik), least, vandaag, drempels);
  if (redenen.empty() && gecorrigeerd) redenen = losses(*gecorrigeerd, 1, vandaag, drempels);
  if (redenen.empty()) add(redenen, net_loss(blik, eerder, vandaag, drempels.netto_afname_percentage));
  auto gegroeid = growth(blik, vandaag, drempels);
  add(redenen, gegroeid ? gegroeid : net_growth(blik, eerder, vandaag, drempels));
  return redenen;
}

bool many_end_soon(const Telling& van_kracht, const proto::Drempels& drempels) {
  Vooruitblik blik{.voor = {}, .na = van_kracht, .kwijt = {}};
  blik.voor.fill(van_kracht.front());
  for (std::size_t at = 0; at < kMomenten; ++at) blik.kwijt[at] = blik.voor[at] - blik.na[at];
  return !losses(blik, kMinstens, 0, drempels).empty();
}

bool many_were_exchanged(const Verloop& verloop, std::int32_t vandaag) {
  constexpr std::int32_t kWeek = 7;
  constexpr unsigned kNogGaande = 10;
  std::optional<std::uint64_t> laagste;
  Weggevallen weg;
  Weggevallen van_de_week;
  for (const auto& peil : verloop) {
    if (!counts_on(peil, vandaag)) continue;
    laagste = std::min(laagste.value_or(peil.toen), peil.toen);
    add(weg, peil);
    if (peil.dag >= vandaag - kWeek) add(van_de_week, peil);
  }
  const auto many = [&](std::uint64_t all, std::uint64_t lately) {
    return all >= kMinstens && exceeds(all, *laagste, kHelft) && exceeds(lately, *laagste, kNogGaande);
  };
  return many(weg.toen, van_de_week.toen) || many(weg.week_erop, van_de_week.week_erop);
}

bool too_many_faulty(const proto::Aantallen& aantallen, const proto::Drempels& drempels) {
  return aantallen.foutief * 100 > aantallen.rijen * drempels.fout_percentage;
}

}  // namespace vish::storage
