#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "proto/registry/operator.h"
#include "proto/registry/parties.h"

namespace vish::proto {

/// The registry as a file: every party with its settings. The file leaves out what storage gives: numbers, moments and
/// requests for an end. The file shows `fase` to its readers, but moves no party to another phase.
struct Registerbestand {
  std::vector<Organisatie> organisaties;
  std::vector<Aansluiting> aansluitingen;
  std::vector<Bevrager> bevragers;
  std::vector<Convenantpartner> convenantpartners;  ///< without id: the one with that naam, or a new one
  std::vector<Operator> operators;

  bool operator==(const Registerbestand&) const = default;
};

/// Writes {"organisaties", "aansluitingen", "bevragers", "convenantpartners", "operators"}. Each list holds what the
/// requests to add a party hold, with `fase` or `convenantpartnerId`.
nlohmann::ordered_json as_json(const Registerbestand& bestand);
/// Returns the same JSON as text.
std::string to_json(const Registerbestand& bestand);

/// An operator wants the registry to become as a file says.
struct Registerimport {
  bool proef = false;                ///< only compare
  std::string reden;                 ///< 1 to 500 characters; empty for a comparison
  std::string registry_fingerprint;  ///< of the registry in the comparison before; empty for a comparison
  Registerbestand bestand;
};

/// The body of an import holds at most so many bytes.
inline constexpr std::size_t kMaxRegisterBytes = std::size_t{8} << 20U;

/// Reads {"register", "proef"?, "reden", "registerstand"}; a comparison has neither `reden` nor `registerstand`. A
/// party that is in the file twice is a finding. A finding names a place, for instance
/// register.aansluitingen[2].contact.email.
Checked<Registerimport> registerimport_from_request(std::string_view body, Tijdstip now);

}  // namespace vish::proto
