#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "proto/bsn.h"
#include "proto/datum.h"
#include "proto/domein.h"
#include "storage/error.h"
#include "storage/stand.h"

namespace vish::storage {

class Engine;

/// A registration that a bevrager, or an inzage, may see.
struct Gevonden {
  std::shared_ptr<const Aansluitstand> aansluiting;
  proto::Datum peildatum;  ///< of the last file that confirmed it
  proto::Datum startdatum;
  std::optional<proto::Datum> einddatum;
  proto::Fase fase;
  std::string kenmerk;
};

struct Zicht {
  bool productie;        ///< false: only aansluitingen in phase test; true: only productie and geschorst
  proto::Datum vandaag;  ///< in Amsterdam: what ended before today is not found
  bool alles = false;    ///< an inzage: in every phase, and what has ended too
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
