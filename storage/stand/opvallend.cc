#include "storage/stand/leverstand.h"

namespace vish::storage {

using proto::Bevindingcode;

bool is_opvallend(const Leverstand& stand, const proto::Drempels& drempels, Opvallend opvallend, Datum vandaag) {
  switch (opvallend) {
    case Opvallend::einddatums:
      return many_end_soon(komende_dagen(stand, vandaag), drempels);
    case Opvallend::verwisseld:
      return many_were_exchanged(stand.verloop, vandaag.days());
    default:
      return is_opvallend(stand.patroon, opvallend);
  }
}

void tell(const Leverstand& stand, const proto::Drempels& drempels, Datum vandaag, proto::Aanleverrapport& rapport) {
  tell(stand.patroon, rapport);
  if (is_opvallend(stand, drempels, Opvallend::einddatums, vandaag)) {
    const auto telling = komende_dagen(stand, vandaag);
    remark(rapport, Bevindingcode::einddatums_naderen,
           "Binnen een week zijn " + std::to_string(telling.front() - telling.back()) + " van de " +
               std::to_string(telling.front()) +
               " registraties door hun einddatum niet meer van kracht. Geef wie dan nog hulp krijgt een latere "
               "einddatum.");
  }
  if (is_opvallend(stand, drempels, Opvallend::verwisseld, vandaag)) {
    remark(rapport, Bevindingcode::veel_verwisseld);
  }
}

}  // namespace vish::storage
