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
  /// The next piece of the file, as far as nothing is refused yet.
  void take(std::string_view piece);
  /// Refused, and enough is read to know the file again, however it was cut.
  bool settled() const;
  /// Whether what the start found still holds; the settings are those of now.
  Stored<void> look_again();
  void refuse(const proto::Bestandsfout& fout);
  /// The earlier report when these bytes are in force or held already.
  Stored<std::optional<Leverresultaat>> repeated(const Digest256& hash) const;
  Stored<bool> same_file(std::string_view aanlevering_id, std::string_view sealed_hash, const Digest256& hash) const;
  Stored<Leverresultaat> answer_again(Leverresultaat earlier);
  Stored<Leverresultaat> decide(const Digest256& hash);
  proto::Auditregel auditregel() const;
  Stored<Leverresultaat> record_as_refused(const Digest256& hash);
  /// The report of a refusal of the same bytes, for the same reason.
  Stored<std::optional<Leverresultaat>> refused_before(const Geweigerden& geweigerden, const Digest256& hash) const;
  /// With the slot: once.
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

  struct Weigering {
    Leveruitkomst uitkomst;
    std::string reden;
  };
  std::optional<Weigering> weigering_;
};

}  // namespace vish::storage
