#pragma once

#include <string>
#include <string_view>

namespace vish::storage {

// The prefixes of keys in column family `register`.

constexpr std::string_view kOrganisatie = "organisatie/";
constexpr std::string_view kAansluiting = "aansluiting/";
constexpr std::string_view kBevrager = "bevrager/";
constexpr std::string_view kConvenantpartner = "convenantpartner/";
constexpr std::string_view kOperator = "operator/";
constexpr std::string_view kVingerafdruk = "vingerafdruk/";
constexpr std::string_view kVerbruik = "verbruik/";
constexpr std::string_view kTestvraag = "testvraag/";
constexpr std::string_view kVerzoek = "verzoek/";

/// The key in column family `default` of the next number for an aansluiting.
constexpr std::string_view kVolgendNummer = "volgend-nummer";

/// The key in column family `default` of the line of the audit log up to which the records under kVerbruik count.
constexpr std::string_view kVerbruikTot = "verbruik-tot";
/// The key in column family `default` of the line of the audit log up to which its persons are noted.
constexpr std::string_view kAuditpersonenTot = "auditpersonen-tot";
/// The key in column family `default` of the number of the oldest line that the audit log still has.
constexpr std::string_view kAuditVanaf = "audit-vanaf";
/// The prefix of keys in column family `default`. The name of an audit key follows the prefix, and the value is the
/// number of the newest line when that audit key came.
constexpr std::string_view kAuditsleutelNa = "auditsleutel-na/";
/// The key in column family `default` of the use in the last hours up to the line of kVerbruikTot.
constexpr std::string_view kVerbruikUren = "verbruik-uren";

inline std::string register_key(std::string_view kind, std::string_view id) { return std::string(kind).append(id); }

/// Returns the key that exists after a bevrager got its first answer in phase test.
inline std::string testvraag_key(std::string_view oin) { return register_key(kTestvraag, oin); }

}  // namespace vish::storage
