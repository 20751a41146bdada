#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "proto/registry/parties.h"
#include "proto/terms/domein.h"

namespace vish::proto {

/// 1 to 64 letters, digits, full stops, hyphens, underscores, the first one a
/// letter; so it fits in a path, and is no BSN. Not vishd, in whatever letters:
/// under that name the server's own acts are in the audit log.
bool is_operatornaam(std::string_view naam);

/// A person of the registry who may use the beheer listener. Never one with
/// role beheer: those are in the configuration (decision 47).
struct Operator {
  std::string naam;          ///< is_operatornaam()
  Operatorrol rol;           ///< privacy or auditor
  std::string vingerafdruk;  ///< SHA-256 of the certificate in DER, 64 lower-case hex digits
  Tijdstip aangemaakt_op;
  std::optional<Tijdstip> beeindigd_op{};  ///< from then on this person is nobody

  bool operator==(const Operator&) const = default;
};
/// {"naam", "rol", "vingerafdruk"}
Checked<Operator> operator_from_request(std::string_view body, Tijdstip now);
nlohmann::ordered_json as_json(const Operator& person, Audience audience = Audience::answer);
std::string to_record(const Operator& person);
std::optional<Operator> operator_from_record(std::string_view record);

/// Another role or certificate for an operator; what is absent stays.
struct Operatorwijziging {
  std::string reden;  ///< 1 to 500 characters
  std::optional<Operatorrol> rol;
  std::optional<std::string> vingerafdruk;
};
/// {"reden", "rol"?, "vingerafdruk"?}; one of the optional ones at least.
Checked<Operatorwijziging> operatorwijziging_from_request(std::string_view body);
void apply(const Operatorwijziging& wijziging, Operator& person);

/// 64 hex digits of either case, with colons anywhere, as lower-case digits
/// alone; otherwise nothing.
std::optional<std::string> parse_vingerafdruk(std::string_view text);

}  // namespace vish::proto
