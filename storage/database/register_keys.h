#pragma once

#include <string>
#include <string_view>

namespace vish::storage {

// Keys in column family `register`.

constexpr std::string_view kOrganisatie = "organisatie/";
constexpr std::string_view kAansluiting = "aansluiting/";
constexpr std::string_view kBevrager = "bevrager/";
constexpr std::string_view kConvenantpartner = "convenantpartner/";
constexpr std::string_view kOperator = "operator/";
constexpr std::string_view kVingerafdruk = "vingerafdruk/";
constexpr std::string_view kVerbruik = "verbruik/";
constexpr std::string_view kTestvraag = "testvraag/";
constexpr std::string_view kVerzoek = "verzoek/";

/// In column family `default`: the next number for an aansluiting.
constexpr std::string_view kVolgendNummer = "volgend-nummer";

/// In column family `default`: up to which line of the audit log the records under kVerbruik count.
constexpr std::string_view kVerbruikTot = "verbruik-tot";
/// In column family `default`: up to which line its persons are noted.
constexpr std::string_view kAuditpersonenTot = "auditpersonen-tot";
/// In column family `default`: the number of the oldest line of the audit log that was not removed.
constexpr std::string_view kAuditVanaf = "audit-vanaf";
/// In column family `default`, with the name of an audit key: the number of the newest line when it came.
constexpr std::string_view kAuditsleutelNa = "auditsleutel-na/";
/// In column family `default`: the last hours up to that line.
constexpr std::string_view kVerbruikUren = "verbruik-uren";

inline std::string register_key(std::string_view kind, std::string_view id) { return std::string(kind).append(id); }

/// Stands there once the bevrager got an answer in phase test.
inline std::string testvraag_key(std::string_view oin) { return register_key(kTestvraag, oin); }

}  // namespace vish::storage
