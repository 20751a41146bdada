#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "proto/auditregel.h"
#include "proto/bsn.h"
#include "proto/identifiers.h"
#include "storage/error.h"

namespace vish::storage {

class Engine;

/// One entry for the log: all its lines become durable together.
struct Auditinvoer {
  std::vector<proto::Auditregel> regels;  ///< `volgnummer` is given by the log
  /// The bevrager in phase test that is answered by this; remembered because
  /// its step to productie needs one.
  std::optional<proto::Oin> beantwoorde_testvraag;
};

struct Auditvraag {
  std::optional<std::string> match_id;
  std::uint64_t na = 0;  ///< only lines with a higher number; with `nieuwste_eerst`: a lower one, 0 for the end
  std::size_t limiet = 100;
  bool nieuwste_eerst = false;
};

/// The append-only log of accountability. The bailiff's reference is sealed,
/// persons appear under a pseudonym with a key of its own.
class Auditlog {
 public:
  using Done = std::function<void(const Stored<void>&)>;

  explicit Auditlog(Engine& engine) : engine_(engine) {}

  /// `done` is called once: on the committer's thread after the lines are on
  /// disk together with all else that waited (group commit), or with the
  /// reason why they are not; at once, on the calling thread, when the log
  /// takes nothing. It must be short and must not throw.
  void append(Auditinvoer invoer, Done done);

  /// As append(), and waits.
  Stored<void> append_and_wait(Auditinvoer invoer);

  /// The person's pseudonym in new lines of this log: 32 hex digits.
  std::string pseudoniem(const proto::Bsn& bsn) const;
  /// Every pseudonym that the person can have in this log, one for each live
  /// audit key, newest first: who searches must look for all of them.
  std::vector<std::string> pseudoniemen(const proto::Bsn& bsn) const;

  Stored<std::vector<proto::Auditregel>> list(const Auditvraag& vraag) const;
  /// How many lines the log holds.
  std::uint64_t size() const;

 private:
  Engine& engine_;
};

}  // namespace vish::storage
