#pragma once

#include <optional>
#include <string_view>

#include "proto/registry/parties.h"
#include "storage/stand/stand.h"

namespace vish::server {

// When an aansluiting owes a delivery, and whether it is silent: rules over
// plain values, with the moment that it is now as a value too. docs/beheer.md
// tells the rules ("Te laat en stil").

/// What counts as the last delivery: the newest one processed or held.
struct LaatsteAanlevering {
  Tijdstip ontvangen_op;
  Datum peildatum;

  bool operator==(const LaatsteAanlevering&) const = default;
};
std::optional<LaatsteAanlevering> laatste_aanlevering(const storage::Leverstand& stand);

struct Leverritme {
  /// A due moment passed, and nothing was delivered for it.
  bool te_laat = false;
  /// The first due moment to come for which nothing was delivered yet; only in
  /// test and productie.
  std::optional<Tijdstip> volgende_uiterlijk_op;
  /// Since when an operator has to confirm that the registrations stay.
  std::optional<Tijdstip> bevestiging_nodig_sinds;
};
Leverritme leverritme(const proto::Aansluiting& aansluiting, const storage::Leverstand& stand, Tijdstip nu);

/// Whether something is due that day: one of the days of the schedule, and no
/// public holiday.
bool is_aanleverdag(const proto::Aanleverschema& schema, Datum dag);

/// When a delivery counts for a due day: received from `van` and before
/// `tot`, in time until `uiterlijk`, and with a peildatum of at least `vorige`.
struct Levervenster {
  Tijdstip van;
  Tijdstip uiterlijk;
  Tijdstip tot;
  Datum vorige;  ///< the due day before
};
Levervenster levervenster(const proto::Aanleverschema& schema, Datum dag);

}  // namespace vish::server
