#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/calendar/datum.h"
#include "base/core/error.h"
#include "proto/terms/bsn.h"
#include "proto/terms/domein.h"
#include "storage/stand/stand.h"

namespace vish::storage {

class Engine;

/// A registration that a bevrager, or an inzage, may see.
struct Gevonden {
  std::shared_ptr<const Aansluitstand> aansluiting;
  Datum peildatum;  ///< of the last file that confirmed it
  Datum startdatum;
  std::optional<Datum> einddatum;
  proto::Fase fase;
  std::string kenmerk;
};

struct Zicht {
  bool productie;      ///< false: only aansluitingen in phase test; true: only productie and geschorst
  Datum vandaag;       ///< in Amsterdam: what ended before today is not found
  bool alles = false;  ///< an inzage: in every phase, and what has ended too
};

class Index {
 public:
  explicit Index(Engine& engine) : engine_(engine) {}

  /// The registrations of each person, in the order asked; by aansluiting in
  /// order of connection. All of one call as at one moment: of every delivery
  /// either all or nothing is seen. Never waits for a delivery.
  /// `unavailable` while Stand::teruggezet.
  Stored<std::vector<std::vector<Gevonden>>> find(std::span<const proto::Bsn> personen, const Zicht& zicht) const;

 private:
  Engine& engine_;
};

}  // namespace vish::storage
