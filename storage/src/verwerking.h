#pragma once

#include <memory>
#include <string>

#include "engine.h"
#include "ingelezen.h"
#include "proto/auditregel.h"
#include "proto/rapport.h"
#include "storage/vergelijking.h"

namespace vish::storage {

/// A delivery that is read and decided upon, with all that its commit needs.
/// The holder of the aansluiting's slot works on it.
struct Levering {
  std::shared_ptr<const Aansluitstand> voor;  ///< as it was when the slot was taken
  proto::Aanleverrapport rapport;             ///< counts of the file filled in
  proto::Auditregel regel;                    ///< without outcome
  std::string bestandshash;                   ///< sealed
  bool nieuw_rapport = true;                  ///< false: the report is known and changes
};

/// The difference between the file and what is registered.
Stored<Verschil> difference(Engine& engine, const Levering& levering, const Ingelezen& ingelezen, proto::Datum vandaag);

/// Writes the difference ahead, unseen, and then makes it visible with report
/// and audit line in one small synced batch.
Stored<proto::Aanleverrapport> publish(Engine& engine, Levering levering, const Ingelezen& ingelezen,
                                       const Verschil& verschil);

/// Keeps the delivery for an operator, in the place of one that waited.
Stored<proto::Aanleverrapport> hold(Engine& engine, Levering levering, const Ingelezen& ingelezen);

/// Records that the delivery changes nothing, with its report as it is.
Stored<proto::Aanleverrapport> record_refusal(Engine& engine, const Levering& levering);

/// Takes a held delivery out of the stand, with its report as it is.
Stored<proto::Aanleverrapport> dismiss_held(Engine& engine, const Levering& levering);

/// What the hash of a file is sealed for.
std::string hash_place(std::string_view aanlevering_id);

}  // namespace vish::storage
