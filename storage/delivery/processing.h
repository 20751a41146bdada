#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "proto/json/rapport.h"
#include "proto/messages/auditregel.h"
#include "storage/comparison/vergelijking.h"
#include "storage/delivery/row_intake.h"
#include "storage/engine/engine.h"

namespace vish::storage {

/// A delivery that is read and decided upon, with all that its commit needs.
/// The holder of the aansluiting's slot works on it.
struct Levering {
  std::shared_ptr<const AansluitingState> voor;  ///< as it was when the slot was taken
  proto::Aanleverrapport rapport;                ///< counts of the file filled in
  proto::Auditregel regel;                       ///< without outcome
  std::string bestandshash;                      ///< sealed
  std::unique_ptr<Slot> slot;                    ///< let go when what follows the answer is done
  bool nieuw_rapport = true;                     ///< false: the report is known and changes
  std::vector<std::string> teruggedraaid{};      ///< deliveries that it makes undone
  std::optional<proto::Verzoek> tweede{};        ///< what needs a second person, and has one
  /// The party that delivers, and must have the right to at the commit too; nothing: an operator's decision.
  std::optional<proto::Oin> door{};
  Ops daarbij{};  ///< what else its commit writes
};

/// What is registered now, and after an earlier delivery; `corrupt` when some
/// of it is missing.
Stored<std::vector<Setregel>> registered(Engine& engine, const AansluitingState& state);
Stored<std::vector<Setregel>> registered(Engine& engine, std::uint32_t nummer, const Uitgangspunt& punt);

/// The difference between what is registered and a file; `corrupt` when
/// somebody is registered under a key that does not name the file's persons.
Stored<Verschil> difference(const AansluitingState& voor, const std::vector<Setregel>& set, const RowsRead& rows_read,
                            Datum vandaag);
/// The difference between what is registered and what was, after an earlier delivery.
Stored<Verschil> difference(Engine& engine, const AansluitingState& voor, const Herstelpunt& doel, Datum vandaag);

/// What the report of a delivery says where the file ended nobody and should
/// have ended somebody, or so it seems.
std::optional<std::string> ended_nobody(const RowsRead& rows_read, const Verschil& verschil);
/// What the guard makes of a difference.
struct Oordeel {
  std::int32_t vandaag;
  Vooruitblik blik;  ///< against what it is judged by
  Verloop eerder;    ///< as earlier_levels() gives it
  Houdredenen redenen;
};

/// A correction is judged by what was in force before the first file of its
/// peildatum, and by how many it takes of those of the file that it corrects.
Stored<Oordeel> judge(Engine& engine, const AansluitingState& voor, Datum peildatum, const RowsRead& rows_read,
                      const Verschil& verschil, Datum vandaag);

/// Writes the difference ahead, unseen, and then makes it visible with report
/// and audit line in one small synced batch. With an operator's decision in
/// the report the guard starts anew from it.
Stored<proto::Aanleverrapport> publish(Engine& engine, Levering levering, const RowsRead& rows_read,
                                       const Verschil& verschil, const Oordeel& oordeel);

/// As publish(), for the way back to `doel`, which is one of the herstelpunten.
Stored<proto::Aanleverrapport> put_back(Engine& engine, Levering levering, const Herstelpunt& doel,
                                        const Verschil& verschil, Datum vandaag);

/// Keeps the delivery for an operator, in the place of one that waited. End dates of the coming week that it puts off
/// do not pass meanwhile (put_off_ends()). `set`: what is registered.
Stored<proto::Aanleverrapport> hold(Engine& engine, Levering levering, const std::vector<Setregel>& set,
                                    const RowsRead& rows_read, Datum vandaag);

/// Records that the delivery changes nothing, with its report as it is.
Stored<proto::Aanleverrapport> record_refusal(Engine& engine, Levering levering);

/// Takes the held delivery out of the stand, with its report as given.
Stored<proto::Aanleverrapport> dismiss_held(Engine& engine, std::unique_ptr<Slot> slot,
                                            std::shared_ptr<const AansluitingState> voor,
                                            proto::Aanleverrapport rapport, proto::Auditregel regel);

/// Whether that party may still deliver for the aansluiting as it is now, under
/// the rules by which it was read and decided: `forbidden` when it lost the
/// right, `unavailable` when it must be sent anew.
Stored<void> check_still_allowed(const AansluitingState* now, const proto::Aansluiting& toen, const proto::Oin& door);

/// What the hash of a file is sealed for.
std::string hash_place(std::string_view aanlevering_id);

}  // namespace vish::storage
