#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "proto/registry/parties.h"
#include "proto/terms/domein.h"

namespace vish::proto {

/// Whether a text may be the name of an operator: 1 to 64 letters, digits, full stops, hyphens and underscores, the
/// first one a letter, so that the name fits in a path. The name holds no BSN, and is not vishd in whatever letters:
/// the audit log has the acts of the server itself under that name.
bool is_operatornaam(std::string_view naam);

/// A person in the registry who may use the beheer listener. No such person has role beheer: the configuration holds
/// the operators with that role (decision 47).
struct Operator {
  std::string naam;          ///< is_operatornaam()
  Operatorrol rol;           ///< privacy or auditor
  std::string vingerafdruk;  ///< SHA-256 of the certificate in DER, 64 lower-case hex digits
  Tijdstip aangemaakt_op;
  std::optional<Tijdstip> beeindigd_op{};  ///< from then on this person is nobody

  bool operator==(const Operator&) const = default;
};
/// Reads {"naam", "rol", "vingerafdruk"}.
Checked<Operator> operator_from_request(std::string_view body, Tijdstip now);
nlohmann::ordered_json as_json(const Operator& person, Audience audience = Audience::answer);
std::string to_record(const Operator& person);
std::optional<Operator> operator_from_record(std::string_view record);

/// A change of the role or the certificate of an operator; an absent member stays as it is.
struct Operatorwijziging {
  std::string reden;  ///< 1 to 500 characters
  std::optional<Operatorrol> rol;
  std::optional<std::string> vingerafdruk;
};
/// Reads {"reden", "rol"?, "vingerafdruk"?}; at least one of the optional properties is there.
Checked<Operatorwijziging> operatorwijziging_from_request(std::string_view body);
void apply(const Operatorwijziging& wijziging, Operator& person);

/// Reads 64 hex digits of either case, with colons anywhere, and returns the digits alone in lower case, or nothing for
/// any other text.
std::optional<std::string> parse_vingerafdruk(std::string_view text);

}  // namespace vish::proto
