#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/json/rapport.h"
#include "storage/stand/stand.h"

namespace vish::server {

// What a new party must still do before it takes part for real: rules over
// plain values. The phases and what each needs: product, parties and
// aansluitingen.

enum class Controlestand {
  gedaan,
  te_doen,
  niet_bekend,  ///< cannot be seen from here; the party has to look itself
};
std::string_view to_text(Controlestand stand);

/// One thing on the list.
struct Controlepunt {
  std::string wat;
  Controlestand stand;
  std::string uitleg;  ///< Dutch, for the party itself: what is known of it, or what it must do

  bool operator==(const Controlepunt&) const = default;
};

/// `laatste` is its newest delivery, whatever became of it.
std::vector<Controlepunt> controle(const storage::Stand& stand, const storage::Aansluitstand& aansluiting,
                                   const std::optional<proto::Aanleverrapport>& laatste, Tijdstip nu);

/// `testvraag_beantwoord`: it got an answer in phase test.
std::vector<Controlepunt> controle(const proto::Bevrager& bevrager, bool testvraag_beantwoord);

}  // namespace vish::server
