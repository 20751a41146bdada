#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/json/rapport.h"
#include "storage/stand/stand.h"

namespace vish::server {

// These pure functions tell what a new party must still do before it takes part for real. The product rules on parties
// and aansluitingen give the phases and their demands.

/// The state of a point on the list.
enum class Controleuitkomst {
  gedaan,
  te_doen,
  niet_bekend,  ///< the server cannot see it; the party must look itself
};
std::string_view to_text(Controleuitkomst uitkomst);

/// One point on the list of a party.
struct Controlepunt {
  std::string wat;
  Controleuitkomst uitkomst;
  std::string uitleg;  ///< Dutch, for the party: the facts, or the task of the party

  bool operator==(const Controlepunt&) const = default;
};

/// Lists the points of an aansluiting. `laatste` is its newest delivery, whatever became of it.
std::vector<Controlepunt> controle(const storage::Stand& stand, const storage::AansluitingState& aansluiting,
                                   const std::optional<proto::Aanleverrapport>& laatste, Tijdstip nu);

/// Lists the points of a bevrager. `testvraag_beantwoord` tells that it got an answer in phase test.
std::vector<Controlepunt> controle(const proto::Bevrager& bevrager, bool testvraag_beantwoord);

}  // namespace vish::server
