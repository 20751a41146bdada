#include "base/calendar/datum.h"
#include "storage/comparison/bewaking.h"

namespace vish::storage {
namespace {

std::string number(std::uint64_t value) {
  auto text = std::to_string(value);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
    text.insert(static_cast<std::size_t>(at), ".");
  }
  return text;
}

/// Returns " vanaf" and the day, or an empty text for today.
std::string from_day(std::int32_t dag, std::int32_t vandaag) {
  const auto datum = Datum::from_days(dag);
  return dag == vandaag || !datum ? "" : " vanaf " + datum->text();
}

std::string loss(const Houdreden& reden, std::int32_t vandaag) {
  return number(reden.aantal) + " van de " + number(reden.van) + " registraties zouden" + from_day(reden.dag, vandaag) +
         " niet meer van kracht zijn";
}

std::string sentence(const Houdreden& reden, std::int32_t vandaag, const proto::Drempels& drempels) {
  switch (reden.regel) {
    case Houdregel::afname:
      return "Er zouden meer registraties verdwijnen dan de drempel toelaat: " + loss(reden, vandaag) +
             " (drempel: " + number(drempels.afname_percentage) + "% en meer dan " + number(drempels.afname_aantal) +
             ").";
    case Houdregel::niets_over:
      return "Van de " + number(reden.van) + " registraties zou er" + from_day(reden.dag, vandaag) +
             " geen meer van kracht zijn.";
    case Houdregel::meerderheid:
      return "Van een kleine groep zouden bijna alle registraties verdwijnen: " + loss(reden, vandaag) + ".";
    case Houdregel::netto_afname:
      return "Per saldo zouden er binnen dertig dagen meer registraties verdwijnen dan de drempel toelaat: " +
             number(reden.aantal) + " van de " + number(reden.van) +
             " (drempel: " + number(drempels.netto_afname_percentage) + "%).";
    case Houdregel::groei:
      return "Er zouden meer registraties bijkomen dan de drempel toelaat: " + number(reden.aantal) + " bij de " +
             number(reden.van) + " die er zijn (drempel: " + number(drempels.groei_percentage) + "% en meer dan " +
             number(drempels.groei_aantal) + ").";
    case Houdregel::netto_groei:
      return "Binnen dertig dagen zouden er meer registraties bijkomen dan de drempel toelaat: " +
             number(reden.aantal) + " bij de " + number(reden.van) +
             " die er waren (drempel: " + number(drempels.groei_percentage) + "% en meer dan " +
             number(drempels.groei_aantal) + ").";
    case Houdregel::eerste_bestand:
      break;
  }
  return "Er is nog niemand geregistreerd en dit bestand registreert er meer dan de drempel toelaat: " +
         number(reden.aantal) + " (drempel: " + number(drempels.eerste_hoogstens) + ").";
}

}  // namespace

std::string to_dutch(const Houdredenen& redenen, std::int32_t vandaag, const proto::Drempels& drempels) {
  std::string text;
  for (const auto& reden : redenen) text.append(text.empty() ? "" : " ").append(sentence(reden, vandaag, drempels));
  return text;
}

}  // namespace vish::storage
