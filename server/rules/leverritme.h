#pragma once

#include <optional>
#include <string_view>

#include "proto/registry/parties.h"
#include "storage/stand/stand.h"

namespace vish::server {

// These pure functions of a given moment tell when an aansluiting owes a delivery, and whether it is silent.
// docs/beheer.md tells the rule (te laat en stil).

/// The last delivery for these rules: the newest one that was processed or is held.
struct LaatsteAanlevering {
  Tijdstip ontvangen_op;
  Datum peildatum;

  bool operator==(const LaatsteAanlevering&) const = default;
};
/// Returns the last delivery; nothing before the first.
std::optional<LaatsteAanlevering> laatste_aanlevering(const storage::DeliveryState& state);

/// Returns since when the aansluiting is in its phase. A moment that is to come at `nu` was noted while the clock was
/// ahead: then it is the moment at which the aansluiting was made.
Tijdstip in_fase_sinds(const proto::Aansluiting& aansluiting, Tijdstip nu);

/// The due moments of an aansluiting, as they stand at a moment.
struct Leverritme {
  /// A due moment passed, and no delivery came for it.
  bool te_laat = false;
  /// The next due moment for which no delivery came yet; only in test and productie.
  std::optional<Tijdstip> volgende_uiterlijk_op;
  /// The moment since which an operator must confirm that the registrations stay.
  std::optional<Tijdstip> bevestiging_nodig_sinds;
};
/// Computes whether an aansluiting is silent at `nu`. A delivery or confirmation of a moment that is to come does not
/// count: nobody knows when it was.
Leverritme leverritme(const proto::Aansluiting& aansluiting, const storage::DeliveryState& state, Tijdstip nu);

/// Whether a delivery is due on a day: a day of the schedule that is no public holiday.
bool is_aanleverdag(const proto::Aanleverschema& schema, Datum dag);

/// The window of a due day. A delivery counts for the day when it was received from `van` and before `tot` and has a
/// peildatum of at least `vorige`; it is in time until `uiterlijk`.
struct Levervenster {
  Tijdstip van;
  Tijdstip uiterlijk;
  Tijdstip tot;
  Datum vorige;  ///< the due day before
};
/// Returns the window of a due day.
Levervenster levervenster(const proto::Aanleverschema& schema, Datum dag);

}  // namespace vish::server
