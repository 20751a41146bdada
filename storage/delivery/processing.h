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

/// Returns what is registered now, or was after an earlier delivery; `corrupt` when some of it is missing.
Stored<std::vector<Setregel>> registered(Engine& engine, const AansluitingState& state);
Stored<std::vector<Setregel>> registered(Engine& engine, std::uint32_t nummer, const Uitgangspunt& punt);

/// Returns the difference between what is registered and a file; `corrupt` when a registration stands under a key that
/// does not name the persons of the file.
Stored<Verschil> difference(const AansluitingState& voor, const std::vector<Setregel>& set, const RowsRead& rows_read,
                            Datum vandaag);
/// Returns the difference that leads from what is registered back to what an earlier delivery registered.
Stored<Verschil> difference(Engine& engine, const AansluitingState& voor, const Herstelpunt& doel, Datum vandaag);

/// Returns the Dutch text for the report of a file that may end nobody, when registrations stayed because of that;
/// nothing for any other file.
std::optional<std::string> ended_nobody(const RowsRead& rows_read, const Verschil& verschil);
/// Holds what the guard makes of a difference.
struct Oordeel {
  std::int32_t vandaag;
  Vooruitblik blik;  ///< the difference by which the file is judged
  Verloop eerder;    ///< as earlier_levels() gives it
  Houdredenen redenen;
};

/// Judges a file. A correction is judged by what was in force before the first file of its peildatum, and by the number
/// of registrations that it takes from the file that it corrects.
Stored<Oordeel> judge(Engine& engine, const AansluitingState& voor, Datum peildatum, const RowsRead& rows_read,
                      const Verschil& verschil, Datum vandaag);

/// Writes the difference ahead, unseen, and then makes it visible with report and audit line in one small synced batch.
/// The guard starts anew from a file with the decision of an operator in its report.
Stored<proto::Aanleverrapport> publish(Engine& engine, Levering levering, const RowsRead& rows_read,
                                       const Verschil& verschil, const Oordeel& oordeel);

/// Does what publish() does for the way back to `doel`, which is one of the herstelpunten.
Stored<proto::Aanleverrapport> put_back(Engine& engine, Levering levering, const Herstelpunt& doel,
                                        const Verschil& verschil, Datum vandaag);

/// Keeps the delivery for an operator, in the place of an earlier held delivery. End dates of the coming week that the
/// file puts off do not pass meanwhile (put_off_ends()). `set` is what is registered.
Stored<proto::Aanleverrapport> hold(Engine& engine, Levering levering, const std::vector<Setregel>& set,
                                    const RowsRead& rows_read, Datum vandaag);

/// Records the report of a refused delivery as it is; the registrations stay.
Stored<proto::Aanleverrapport> record_refusal(Engine& engine, Levering levering);

/// Takes the held delivery out of the stand, with its report as given.
Stored<proto::Aanleverrapport> dismiss_held(Engine& engine, std::unique_ptr<Slot> slot,
                                            std::shared_ptr<const AansluitingState> voor,
                                            proto::Aanleverrapport rapport, proto::Auditregel regel);

/// Checks that the party may still deliver for the aansluiting, under the rules by which the file was read. `now` is
/// null when the aansluiting is gone. Returns `forbidden` when the party lost the right to deliver, and `unavailable`
/// when the party must send the file anew.
Stored<void> check_still_allowed(const AansluitingState* now, const proto::Aansluiting& toen, const proto::Oin& door);

/// Returns the place for which the hash of a file is sealed.
std::string hash_place(std::string_view aanlevering_id);

}  // namespace vish::storage
