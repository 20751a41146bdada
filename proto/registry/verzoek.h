#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/calendar/datum.h"
#include "proto/registry/parties.h"
#include "proto/terms/handeling.h"
#include "proto/terms/recorded.h"

namespace vish::proto {

/// An act that needs two persons, asked for by one operator. Another operator
/// agrees by asking for exactly the same.
struct Verzoek {
  Recorded<Handeling> handeling;
  std::string onderwerp;                  ///< aansluitcode, OIN, aanleveringId, name of a key, or `bestand`
  std::string door;                       ///< the operator's registered name
  std::optional<Tijdstip> gevraagd_op{};  ///< nothing: recorded by an earlier version
  /// The settings of an aansluiting that would change, or with which the aansluiting would go to productie, without a
  /// reason. Nothing for the other acts.
  std::optional<Instelwijziging> instellingen{};
  std::string bestandshash{};                 ///< of a register.import, in hex; else empty
  std::optional<std::string> aansluitcode{};  ///< the aansluiting of a delivery
  std::string vingerafdruk{};                 ///< of the operator's certificate; empty: recorded by an earlier version

  bool operator==(const Verzoek&) const = default;
};
/// Whether one person is behind both requests: the operators have the same name or the same certificate.
bool by_same_person(const Verzoek& one, const Verzoek& other);
/// Whether the request is about that aansluiting, or about a delivery for it.
bool concerns_aansluiting(const Verzoek& verzoek, std::string_view code);
bool concerns_bevrager(const Verzoek& verzoek, std::string_view oin);
/// Whether both ask for exactly the same act.
bool asks_the_same(const Verzoek& one, const Verzoek& other);
/// Returns the text that storage keeps.
std::string to_record(const Verzoek& verzoek);
/// Reads the text that to_record() wrote; returns nothing for a text that is no such record. Leaves out settings that
/// to_record() does not write: an operator who still wants them asks again.
std::optional<Verzoek> verzoek_from_record(std::string_view record);

/// Returns the thresholds and herstelpunten of the aansluiting that are not the usual ones.
Instelwijziging bewaking(const Aansluiting& aansluiting);

/// Returns the operator who asked to end an aansluiting or bevrager, from its record of an earlier version, or nothing
/// when nobody asked. A later version records a Verzoek instead.
std::optional<std::string> beeindiging_door_from_record(std::string_view record);

}  // namespace vish::proto
