#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

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
  std::unique_ptr<Slot> slot;                 ///< let go when what follows the answer is done
  bool nieuw_rapport = true;                  ///< false: the report is known and changes
  std::vector<std::string> teruggedraaid{};   ///< deliveries that it makes undone
  std::optional<proto::Verzoek> tweede{};     ///< what needs a second person, and has one
};

/// What is registered now, and after an earlier delivery; `corrupt` when some
/// of it is missing.
Stored<std::vector<Setregel>> registered(Engine& engine, const Aansluitstand& stand);
Stored<std::vector<Setregel>> registered(Engine& engine, std::uint32_t nummer, const Herstelpunt& punt);

/// The difference between what is registered and a file; `corrupt` when
/// somebody is registered under a key that does not name the file's persons.
Stored<Verschil> difference(const Aansluitstand& voor, const std::vector<Setregel>& set, const Ingelezen& ingelezen,
                            proto::Datum vandaag);
/// The difference between what is registered and what was, after an earlier delivery.
Stored<Verschil> difference(Engine& engine, const Aansluitstand& voor, const Herstelpunt& doel, proto::Datum vandaag);

/// Writes the difference ahead, unseen, and then makes it visible with report
/// and audit line in one small synced batch.
Stored<proto::Aanleverrapport> publish(Engine& engine, Levering levering, const Ingelezen& ingelezen,
                                       const Verschil& verschil);

/// As publish(), for the way back to `doel`, which is one of the herstelpunten.
Stored<proto::Aanleverrapport> put_back(Engine& engine, Levering levering, const Herstelpunt& doel,
                                        const Verschil& verschil);

/// Keeps the delivery for an operator, in the place of one that waited.
Stored<proto::Aanleverrapport> hold(Engine& engine, Levering levering, const Ingelezen& ingelezen);

/// Records that the delivery changes nothing, with its report as it is.
Stored<proto::Aanleverrapport> record_refusal(Engine& engine, Levering levering);

/// Takes a held delivery out of the stand, with its report as it is.
Stored<proto::Aanleverrapport> dismiss_held(Engine& engine, Levering levering);

/// What the hash of a file is sealed for.
std::string hash_place(std::string_view aanlevering_id);

}  // namespace vish::storage
