#include "proto/terms/bevindingcode.h"
#include "storage/stand/delivery_state.h"

namespace vish::storage {

using proto::Bevindingcode;

bool is_opvallend(const DeliveryState& state, const proto::Drempels& drempels, Opvallend opvallend, Datum vandaag) {
  switch (opvallend) {
    case Opvallend::einddatums:
      return many_end_soon(komende_dagen(state, vandaag), drempels);
    case Opvallend::verwisseld:
      return many_were_exchanged(state.verloop, vandaag.days());
    default:
      return is_opvallend(state.patroon, opvallend);
  }
}

void tell(const DeliveryState& state, const proto::Drempels& drempels, Datum vandaag, proto::Aanleverrapport& rapport) {
  tell(state.patroon, rapport);
  if (is_opvallend(state, drempels, Opvallend::einddatums, vandaag)) {
    const auto telling = komende_dagen(state, vandaag);
    remark(rapport, Bevindingcode::einddatums_naderen,
           "Binnen een week zijn " + std::to_string(telling.front() - telling.back()) + " van de " +
               std::to_string(telling.front()) +
               " registraties door hun einddatum niet meer van kracht. Geef wie dan nog hulp krijgt een latere "
               "einddatum.");
  }
  if (is_opvallend(state, drempels, Opvallend::verwisseld, vandaag)) {
    remark(rapport, Bevindingcode::veel_verwisseld);
  }
}

}  // namespace vish::storage
