#pragma once

#include <memory>
#include <optional>
#include <string>

#include "proto/dayfile/dagbestand.h"
#include "storage/crypto/filehash.h"
#include "storage/delivery/geweigerd.h"
#include "storage/delivery/leveringen.h"
#include "storage/delivery/row_intake.h"
#include "storage/engine/engine.h"

namespace vish::storage {

/// The delivery under way behind Aanlevering. One thread at a time.
class Aanlevering::Impl {
 public:
  Impl(Engine& engine, Leveropdracht opdracht, std::shared_ptr<const AansluitingState> voor,
       std::unique_ptr<Slot> slot);

  bool feed(std::string_view bytes);
  void refuse(Leveruitkomst uitkomst, std::string reden);
  void refuse(std::string reden, std::string_view bytes);
  Stored<Leverresultaat> finish();

 private:
  void check_order();
  void check_whole();
  void note_how_read();
  /// Reads the next piece of a file that is not refused yet.
  void take(std::string_view piece);
  /// Whether the file is refused and enough of it is read to know the file again, however it was cut.
  bool settled() const;
  /// Checks that the party may still deliver, and takes the present stand; new thresholds apply.
  Stored<void> look_again();
  void refuse(const proto::Bestandsfout& fout);
  /// Returns the earlier report when these bytes are in force or held already.
  Stored<std::optional<Leverresultaat>> repeated(const Digest256& hash) const;
  Stored<bool> same_file(std::string_view aanlevering_id, std::string_view sealed_hash, const Digest256& hash) const;
  Stored<Leverresultaat> answer_again(Leverresultaat earlier);
  Stored<Leverresultaat> decide(const Digest256& hash);
  proto::Auditregel auditregel() const;
  Stored<Leverresultaat> record_as_refused(const Digest256& hash);
  /// Returns the report of an earlier refusal of the same bytes for the same reason.
  Stored<std::optional<Leverresultaat>> refused_before(const Geweigerden& geweigerden, const Digest256& hash) const;
  /// Gives the slot away, so it may be called once.
  struct Levering levering(std::string bestandshash);

  Engine& engine_;
  Leveropdracht opdracht_;
  std::shared_ptr<const AansluitingState> voor_;
  std::unique_ptr<Slot> slot_;
  std::string id_;
  std::shared_ptr<const Crypto> crypto_;  ///< as it was when the slot was taken
  Filehash hash_;
  std::uint64_t taken_ = 0;  ///< bytes of the file that the hash covers
  RowIntake intake_;
  proto::Dagbestandlezer lezer_;

  /// Tells why the file is refused.
  struct Weigering {
    Leveruitkomst uitkomst;
    std::string reden;
  };
  std::optional<Weigering> weigering_;
};

}  // namespace vish::storage
