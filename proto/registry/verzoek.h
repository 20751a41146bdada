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
  /// The verzoek asks exactly this: the settings of an aansluiting that would change,
  /// or with which it would go to productie, as JSON, or the hash of a file; empty when the act says it all.
  std::string inhoud{};
  std::optional<std::string> aansluitcode{};  ///< of a delivery
  std::string vingerafdruk{};                 ///< of the operator's certificate; empty: recorded by an earlier version

  bool operator==(const Verzoek&) const = default;
};
/// Whether one person is behind both: who has the name of the other, or the
/// certificate.
bool by_same_person(const Verzoek& one, const Verzoek& other);
/// Whether it is about that aansluiting, or about a delivery for it.
bool concerns_aansluiting(const Verzoek& verzoek, std::string_view code);
bool concerns_bevrager(const Verzoek& verzoek, std::string_view oin);
std::string to_json(const Verzoek& verzoek);
std::optional<Verzoek> verzoek_from_json(std::string_view json);

/// The settings of `after` that differ from those of `before`, as the JSON of
/// a request to change them, without its reason; {} when none does.
std::string verschil_json(const Aansluiting& before, const Aansluiting& after);
/// Its thresholds and herstelpunten where they are not the usual ones, in the same form.
std::string bewaking_json(const Aansluiting& aansluiting);

/// The operator who asked to end that aansluiting or bevrager, in a record of an
/// earlier version; records of later versions have a Verzoek of its own.
std::optional<std::string> beeindiging_door_from_json(std::string_view json);

}  // namespace vish::proto
