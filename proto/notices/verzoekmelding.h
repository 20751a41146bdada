#pragma once

#include <optional>
#include <string>

#include "proto/notices/json_members.h"
#include "proto/terms/handeling.h"

namespace vish::proto {

/// A request that waits for a second person, as an operator sees it: schema Verzoek of beheer-openapi.yaml.
struct Verzoekmelding {
  Recorded<Handeling> handeling;
  std::string naam;                         ///< the subject of the request
  std::string wat;                          ///< the act that would happen, in Dutch
  std::string gevraagd_door;                ///< the name of an operator
  std::optional<Tijdstip> gevraagd_op;      ///< nothing: recorded by an earlier version
  std::optional<std::string> aansluitcode;  ///< the aansluiting of a delivery
  std::string opdracht;                     ///< the command for the second person

  bool operator==(const Verzoekmelding&) const = default;
};

template <class Form>
void members(Form& form, Of<Form, Verzoekmelding>& melding) {
  form("handeling", melding.handeling);
  form.derived("soort", std::string(soort_of(melding.handeling)));
  form("naam", melding.naam);
  form("wat", melding.wat);
  form("gevraagdDoor", melding.gevraagd_door);
  form("gevraagdOp", melding.gevraagd_op);
  form("aansluitcode", melding.aansluitcode);
  form("opdracht", melding.opdracht);
}

}  // namespace vish::proto
