#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "proto/registry/operator.h"
#include "proto/registry/parties.h"

namespace vish::proto {

/// The registry as a file: every party with its settings. What storage gives
/// (numbers, moments, who asked for an end) is not part of it; `fase` is, to
/// be read, but no file moves a party.
struct Registerbestand {
  std::vector<Organisatie> organisaties;
  std::vector<Aansluiting> aansluitingen;
  std::vector<Bevrager> bevragers;
  std::vector<Convenantpartner> convenantpartners;  ///< without id: the one with that naam, or a new one
  std::vector<Operator> operators;

  bool operator==(const Registerbestand&) const = default;
};

/// {"organisaties", "aansluitingen", "bevragers", "convenantpartners",
///  "operators"}: lists of what the requests to add one hold, with `fase`, or
/// `convenantpartnerId`.
nlohmann::ordered_json as_json(const Registerbestand& bestand);
/// The text of it.
std::string to_json(const Registerbestand& bestand);

/// An operator wants the registry to become as a file says.
struct Registerimport {
  bool proef = false;                ///< only compare
  std::string reden;                 ///< 1 to 500 characters; empty for a comparison
  std::string registry_fingerprint;  ///< of the registry that was compared with; empty for a comparison
  Registerbestand bestand;
};

/// Of the body of an import.
inline constexpr std::size_t kMaxRegisterBytes = std::size_t{8} << 20U;

/// {"register", "proef"?, "reden", "registerstand"}; the last two only when it
/// is no comparison. A party that is in the file twice is a finding. Findings
/// are named by place, for instance register.aansluitingen[2].contact.email.
Checked<Registerimport> registerimport_from_request(std::string_view body, Tijdstip now);

}  // namespace vish::proto
